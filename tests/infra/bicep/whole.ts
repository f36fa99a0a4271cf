/** The house rules about the files themselves: that they are Bicep, fit together, and make what was decided. */
import { all, at, Expression, isMembers, type BicepFile, type Module, type Value } from './read.js';
import { each, isNamed, made, together, type Rule } from './rule.js';

export const isBicep: Rule = (files) => files.flatMap(({ faults }) => faults);

/** Every file is the first one or a part of it, and every part gets just what it asks for. */
export const partsFit: Rule = (files) => {
  const modules = files.flatMap(({ file, modules: own }) => own.map((one) => ({ from: file, one })));
  const used = modules.map(({ one }) => one.file);
  const loose = files.filter(({ file }) => file !== 'main.bicep' && !used.includes(file));
  return [
    ...loose.map(({ file }) => `${file} is no part of anything`),
    ...modules.flatMap(({ from, one }) => {
      const part = files.find(({ file }) => file === one.file);
      return part === undefined ? [`${from}: there is no ${one.file}`] : misfits(from, one, part);
    }),
    ...files.flatMap((file) => outputsMissing(file, files)),
  ];
};

function misfits(from: string, { name, params }: Module, part: BicepFile): readonly string[] {
  const asked = part.parameters.map((one) => one.name);
  const needed = part.parameters.filter(({ usual }) => usual === undefined).map((one) => one.name);
  return [
    ...Object.keys(params)
      .filter((one) => !asked.includes(one))
      .map((one) => `${from} ${name}: ${part.file} asks for no ${one}`),
    ...needed.filter((one) => !(one in params)).map((one) => `${from} ${name}: ${part.file} needs ${one}`),
  ];
}

/** `part.outputs.name` where the part has no such output. */
function outputsMissing({ file, text, modules }: BicepFile, files: readonly BicepFile[]): readonly string[] {
  return [...text.matchAll(/\b(\w+)\.outputs\.(\w+)/g)].flatMap(([whole, name, output]) => {
    const part = files.find((one) => one.file === modules.find((module) => module.name === name)?.file);
    return part?.outputs.some((one) => one.name === output) === true ? [] : [`${file}: there is no ${whole}`];
  });
}

/** Parameters and outputs say what they are, parameters are used, and every name is one that there is. */
export const namesKnown: Rule = (files) =>
  files.flatMap((one) => {
    const { file, root, parameters, outputs, variables, resources, modules } = one;
    const used = all(root)
      .filter(isUse)
      .map(({ text }) => text);
    const loops = all(root)
      .filter(({ type }) => type === 'for_statement')
      .map((node) => node.namedChildren[0]?.text ?? '');
    const own = [...parameters, ...resources, ...modules].map(({ name }) => name);
    const known = new Set([...own, ...variables.keys(), ...loops]);
    const undescribed = [...parameters, ...outputs].filter(({ decorators }) => !isSaid(decorators.get('description')));
    return [
      ...undescribed.map(({ name }) => `${file}: ${name} does not say what it is`),
      ...[...parameters.map(({ name }) => name), ...variables.keys()]
        .filter((name) => !used.includes(name))
        .map((name) => `${file}: ${name} is not used`),
      ...used.filter((name) => !known.has(name)).map((name) => `${file}: there is no ${name}`),
    ];
  });

function isSaid(description: Value | undefined): boolean {
  return typeof description === 'string' && description.trim() !== '';
}

/** Where a name stands for its value: not where it is declared, is called, or is the name of a property. */
function isUse(node: BicepFile['root']): boolean {
  const { parent } = node;
  if (node.type !== 'identifier' || parent === null) return false;
  if (/_declaration$|^for_statement$/.test(parent.type)) return parent.namedChildren[0]?.id !== node.id;
  if (parent.type === 'object_property') return parent.namedChildren[0]?.id !== node.id;
  return parent.type !== 'call_expression' || parent.namedChildren[0]?.id !== node.id;
}

/** What has to be given cannot be given as nothing: an app without admins, or alerts to nobody, would be made all the same. */
export const givenMeansSomething: Rule = (files) =>
  files
    .filter(({ file }) => file === 'main.bicep')
    .flatMap(({ file, parameters }) =>
      parameters
        .filter(({ usual, decorators }) => usual === undefined && !(Number(decorators.get('minLength') ?? 0) >= 1))
        .map(({ name }) => `${file}: ${name} may be empty`),
    );

/** In the country, and over several zones, unless somebody says otherwise. */
export const placeByDefault: Rule = (files) =>
  files
    .filter(({ file }) => file === 'main.bicep')
    .flatMap(({ file, parameters }) => {
      const usual = new Map(parameters.map((one) => [one.name, one.usual]));
      return [
        ...(usual.get('location') === 'uksouth' ? [] : [`${file}: location is not uksouth by default`]),
        ...(usual.get('zoneRedundant') === true ? [] : [`${file}: zoneRedundant is not true by default`]),
      ];
    });

/** What that parameter says is done: for the instances, and for every byte. */
export const zonesMeant: Rule = (files) => [
  ...made(files, 'Microsoft.Web/serverfarms')
    .filter(({ one }) => !isNamed(at(one.body, 'properties.zoneRedundant'), 'zoneRedundant'))
    .map(({ file, one }) => `${file} ${one.name}: does not ask zoneRedundant`),
  ...made(files, 'Microsoft.Storage/storageAccounts')
    .filter(({ one }) => {
      const sku = at(one.body, 'sku.name');
      return !(sku instanceof Expression && sku.text === "zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'");
    })
    .map(({ file, one }) => `${file} ${one.name}: does not ask zoneRedundant`),
];

/** What has no place in Flex Consumption, or says again what `functionAppConfig` says. */
const NOT_IN_FLEX = [
  'ENABLE_ORYX_BUILD',
  'FUNCTIONS_EXTENSION_VERSION',
  'FUNCTIONS_MAX_HTTP_CONCURRENCY',
  'FUNCTIONS_WORKER_PROCESS_COUNT',
  'FUNCTIONS_WORKER_RUNTIME',
  'FUNCTIONS_WORKER_RUNTIME_VERSION',
  'SCM_DO_BUILD_DURING_DEPLOYMENT',
  'WEBSITE_CONTENTAZUREFILECONNECTIONSTRING',
  'WEBSITE_CONTENTOVERVNET',
  'WEBSITE_CONTENTSHARE',
  'WEBSITE_DNS_SERVER',
  'WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT',
  'WEBSITE_NODE_DEFAULT_VERSION',
  'WEBSITE_RUN_FROM_PACKAGE',
  'WEBSITE_SKIP_CONTENTSHARE_VALIDATION',
  'WEBSITE_TIME_ZONE',
  'WEBSITE_USE_PLACEHOLDER',
  'WEBSITE_VNET_ROUTE_ALL',
];

export const flexConsumption: Rule = together(
  each('Microsoft.Web/serverfarms', { 'sku.name': 'FC1', 'sku.tier': 'FlexConsumption', 'properties.reserved': true }),
  each('Microsoft.Web/sites', {
    'properties.functionAppConfig.runtime.name': 'node',
    'properties.functionAppConfig.runtime.version': '24',
    'properties.functionAppConfig.scaleAndConcurrency.instanceMemoryMB': 2_048,
    'properties.functionAppConfig.scaleAndConcurrency.maximumInstanceCount': 40,
  }),
  (files) =>
    made(files, 'Microsoft.Web/sites')
      .filter(({ one }) => {
        const ready = at(one.body, 'properties.functionAppConfig.scaleAndConcurrency.alwaysReady');
        return JSON.stringify(ready) !== JSON.stringify([{ name: 'http', instanceCount: 1 }]);
      })
      .map(({ file }) => `${file}: not one instance is always ready for HTTP`),
  (files) =>
    files.flatMap(({ file, resources }) =>
      resources.flatMap(({ type, body }) =>
        type === 'Microsoft.Web/sites/config' && isMembers(body.properties)
          ? Object.keys(body.properties).flatMap((name) =>
              NOT_IN_FLEX.includes(name) ? [`${file}: ${name} has no place in Flex Consumption`] : [],
            )
          : [],
      ),
    ),
);
