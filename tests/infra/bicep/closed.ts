/** The house rules about who gets in: keys, secrets, transport, roles, and copies that nobody can change. */
import { all, at, Expression, type BicepFile, type Resource } from './read.js';
import { each, isNamed, made, namesIn, together, type Rule } from './rule.js';

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
