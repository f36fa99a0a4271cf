/** The house rules for infra/azure: each gives what is wrong, by file and name; nothing where all is right. */
import { all, at, Expression, isMembers, type BicepFile, type Module, type Resource, type Value } from './read.js';

export type Rule = (files: readonly BicepFile[]) => readonly string[];

/** Every resource that is made, with the file it stands in. */
function made(files: readonly BicepFile[], type: string): readonly { file: string; one: Resource }[] {
  return files.flatMap(({ file, resources }) =>
    resources.filter((one) => one.type === type && !one.isExisting).map((one) => ({ file, one })),
  );
}

/** Each resource of a type has these values at these paths. */
function each(type: string, wanted: Readonly<Record<string, Value>>): Rule {
  return (files) =>
    made(files, type).flatMap(({ file, one }) =>
      Object.entries(wanted)
        .filter(([path, value]) => at(one.body, path) !== value)
        .map(([path, value]) => `${file} ${one.name}: ${path} is not ${JSON.stringify(value)}`),
    );
}

const together =
  (...rules: readonly Rule[]): Rule =>
  (files) =>
    rules.flatMap((rule) => rule(files));

export const isBicep: Rule = (files) => files.flatMap(({ faults }) => faults);

const SECRET = /\blist[A-Z]\w*\s*\(|connectionstring|instrumentationkey|sharedkey|accountkey|password|getsecret/i;

/** What comes out of a template is kept with the deployment, for whoever may read that. */
export const secretsInOutputs: Rule = (files) =>
  files.flatMap(({ file, outputs, parameters }) => {
    const secure = parameters.filter(({ decorators }) => decorators.has('secure')).map(({ name }) => name);
    return outputs
      .filter(({ value, name }) => {
        const text = value instanceof Expression ? value.text : JSON.stringify(value);
        return SECRET.test(`${name} ${text}`) || secure.some((one) => namesIn(value).includes(one));
      })
      .map(({ name }) => `${file}: the output ${name} may hold a secret`);
  });

/** Nothing anywhere that a key opens: neither the account, nor a text that one is in. */
export const sharedKeys: Rule = together(
  each('Microsoft.Storage/storageAccounts', { 'properties.allowSharedKeyAccess': false }),
  (files) =>
    files
      .filter(({ root }) =>
        all(root).some(
          (node) =>
            node.type !== 'comment' &&
            node.childCount === 0 &&
            /\blistKeys\b|AccountKey=|SharedAccess/i.test(node.text),
        ),
      )
      .map(({ file }) => `${file} holds a key of an account`),
);

export const storageClosed: Rule = together(
  each('Microsoft.Storage/storageAccounts', {
    'properties.minimumTlsVersion': 'TLS1_2',
    'properties.allowBlobPublicAccess': false,
    'properties.supportsHttpsTrafficOnly': true,
    'properties.defaultToOAuthAuthentication': true,
  }),
  each('Microsoft.Storage/storageAccounts/blobServices/containers', { 'properties.publicAccess': 'None' }),
);

export const appClosed: Rule = together(
  each('Microsoft.Web/sites', {
    'properties.httpsOnly': true,
    'properties.siteConfig.minTlsVersion': '1.2',
    'properties.siteConfig.ftpsState': 'Disabled',
    'properties.functionAppConfig.deployment.storage.authentication.type': 'UserAssignedIdentity',
    'identity.type': 'UserAssigned',
  }),
  each('Microsoft.Web/sites/basicPublishingCredentialsPolicies', { 'properties.allow': false }),
  (files) => {
    const closed = made(files, 'Microsoft.Web/sites/basicPublishingCredentialsPolicies').map(
      ({ one }) => one.body.name,
    );
    const apps = made(files, 'Microsoft.Web/sites');
    return apps.flatMap(({ file }) =>
      ['ftp', 'scm'].filter((way) => !closed.includes(way)).map((way) => `${file}: user names open ${way}`),
    );
  },
);

/** Entra identities only, and nothing that is put into the vault can be destroyed at once. */
export const othersClosed: Rule = together(
  each('Microsoft.Insights/components', { 'properties.DisableLocalAuth': true }),
  each('Microsoft.OperationalInsights/workspaces', { 'properties.features.disableLocalAuth': true }),
  each('Microsoft.BotService/botServices', {
    'properties.msaAppType': 'UserAssignedMSI',
    'properties.disableLocalAuth': true,
  }),
  each('Microsoft.KeyVault/vaults', {
    'properties.enableRbacAuthorization': true,
    'properties.enablePurgeProtection': true,
    'properties.enabledForTemplateDeployment': false,
  }),
);

const STORAGE = 'Microsoft.Storage/storageAccounts';

/** What the app needs, and no more: Azure's built-in roles by their ids, each on the one kind of resource it is about. */
const ROLES: Readonly<Record<string, readonly [name: string, on: string]>> = {
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': ['Storage Blob Data Owner', STORAGE],
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88': ['Storage Queue Data Contributor', STORAGE],
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': ['Storage Table Data Contributor', STORAGE],
  '4633458b-17de-408a-b874-0445c86b69e6': ['Key Vault Secrets User', 'Microsoft.KeyVault/vaults'],
  '3913510d-42f4-4e42-8a64-420c390055eb': ['Monitoring Metrics Publisher', 'Microsoft.Insights/components'],
};

/** Each of these roles once, on one resource: without `scope` it would be on all of the group. */
export const rolesNarrow: Rule = (files) => {
  const given = files.flatMap((file) =>
    file.resources
      .filter(({ type, isExisting }) => type === 'Microsoft.Authorization/roleAssignments' && !isExisting)
      .map((one) => ({ one, file: file.file, role: roleOf(one, file), on: scopeOf(one, file) })),
  );
  const roles = given.map(({ role }) => role);
  return [
    ...given
      .filter(({ role, on }) => on === undefined || ROLES[role]?.[1] !== on)
      .map(({ one, file, role, on = 'no one resource' }) => `${file} ${one.name}: the role ${role} on ${on}`),
    ...given
      .filter(({ one }) => at(one.body, 'properties.principalType') !== 'ServicePrincipal')
      .map(({ one, file }) => `${file} ${one.name}: not to an identity`),
    ...Object.entries(ROLES)
      .filter(([id]) => roles.filter((role) => role === id).length !== 1)
      .map(([, [name]]) => `${name} is not given once`),
  ];
};

/** The type of the resource that a role is given on. */
function scopeOf({ body }: Resource, { resources }: BicepFile): string | undefined {
  return resources.find(({ name }) => isNamed(body.scope, name))?.type;
}

/** An id, by name or written out; else the text. */
function roleOf({ body }: Resource, { variables }: BicepFile): string {
  const role = at(body, 'properties.roleDefinitionId');
  const text = role instanceof Expression ? role.text : '';
  const named = namesIn(role).flatMap((one) => variables.get(one) ?? []);
  const [id = text] = [...named, ...(/[0-9a-f]{8}-[0-9a-f-]{27}/.exec(text) ?? [])];
  return typeof id === 'string' ? id : text;
}

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

function namesIn(value: Value | undefined): readonly string[] {
  if (value instanceof Expression) {
    const own = all(value.node).filter(({ type }) => type === 'identifier');
    return own.map(({ text }) => text);
  }
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap(namesIn);
  return isMembers(value) ? Object.values(value).flatMap(namesIn) : [];
}

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

/** What nightly copies lie in lets go of none before they are as old as the app removes them. */
export const copiesImmutable: Rule = (files) => {
  const CONTAINER = 'Microsoft.Storage/storageAccounts/blobServices/containers';
  const copies = made(files, CONTAINER).filter(({ one }) => one.body.name === 'waymark-copies');
  const policies = made(files, `${CONTAINER}/immutabilityPolicies`);
  if (copies.length !== 1) return ['there is not one container of copies'];
  return copies.flatMap(({ file, one }) => {
    const own = policies.filter((policy) => isNamed(policy.one.body.parent, one.name) && policy.file === file);
    const days = own.map((policy) => at(policy.one.body, 'properties.immutabilityPeriodSinceCreationInDays'));
    const right = days.length === 1 && isNamed(days[0], 'copyDays');
    const others = policies.length === own.length ? [] : ['something else is immutable as well'];
    return [...(right ? [] : [`${file}: copies are not immutable for copyDays`]), ...others];
  });
};

function isNamed(value: Value | undefined, name: string): boolean {
  return value instanceof Expression && value.text === name;
}

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
