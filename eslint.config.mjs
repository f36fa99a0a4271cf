import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const PUT_TOGETHER = ":matches(TemplateLiteral[expressions.length>0], BinaryExpression[operator='+'])";

/** Where words of people could become something else: a filter of storage, the code of a line of the log. */
const UNTRUSTED = [
  {
    selector: `:matches(Property[key.name='filter'], Property[key.value='filter']) > ${PUT_TOGETHER}`,
    message: 'A filter of storage is made with the tag odata`...`, which quotes what stands in it.',
  },
  {
    selector: `:matches(VariableDeclarator[id.name=/filter/i], AssignmentExpression[left.name=/filter/i]) > ${PUT_TOGETHER}`,
    message: 'A filter of storage is made with the tag odata`...`, which quotes what stands in it.',
  },
  {
    selector: `:not(TaggedTemplateExpression) > ${PUT_TOGETHER}:has(:matches(TemplateElement[value.raw=/\\b(PartitionKey|RowKey) (eq|ne|ge|gt|le|lt) /], Literal[value=/\\b(PartitionKey|RowKey) (eq|ne|ge|gt|le|lt) /]))`,
    message: 'A filter of storage is made with the tag odata`...`, which quotes what stands in it.',
  },
  {
    selector:
      "CallExpression[callee.property.name=/^(info|warn|error)$/]:matches([callee.object.name='log'], [callee.object.property.name='log']) > :first-child.arguments:matches(TemplateLiteral, BinaryExpression)",
    message: 'The code of an event is written out where it is logged.',
  },
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.waymark/', 'coverage/', 'devTools/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 3],
      'max-params': ['error', 6],
    },
  },
  {
    files: ['bot/**/*.ts', 'cards/**/*.ts'],
    ignores: ['bot/config.ts'],
    rules: { 'no-restricted-globals': ['error', 'process'] },
  },
  {
    files: ['bot/**/*.ts', 'cards/**/*.ts', 'functions/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...UNTRUSTED] },
  },
  { files: ['bot/**/*.ts', 'cards/**/*.ts'], rules: { 'no-console': 'error' } },
  {
    files: ['bot/domain/**/*.ts', 'bot/flows/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...UNTRUSTED,
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is handed in.' },
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Time is handed in.' },
        { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Chance is handed in.' },
      ],
    },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
);
