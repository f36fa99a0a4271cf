import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bicepReader, type BicepFile } from './bicep/read.js';
import * as closed from './bicep/closed.js';
import type { Rule } from './bicep/rule.js';
import * as whole from './bicep/whole.js';

const FOLDER = 'infra/azure';

let read: Awaited<ReturnType<typeof bicepReader>>;
let ours: readonly BicepFile[];

beforeAll(async () => {
  read = await bicepReader();
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.bicep'));
  ours = names.map((name) => read(name, readFileSync(join(FOLDER, name), 'utf8')));
});

/** Ours, with one piece of text written otherwise; fails where that piece is not there, so that no case goes stale. */
function changed(file: string, from: string, to: string): readonly BicepFile[] {
  return ours.map((one) => {
    if (one.file !== file) return one;
    expect(one.text, `${file} no longer holds ${from}`).toContain(from);
    return read(
      file,
      one.text.replace(from, () => to),
    );
  });
}

type Case = readonly [file: string, from: string, to: string];

/** Each rule, with changes to our files that it has to find. */
const RULES: Readonly<Record<string, readonly [Rule, ...Case[]]>> = {
  'every file is Bicep': [
    whole.isBicep,
    ['identity.bicep', 'location: location\n}', 'location: location\n'],
    ['bot.bicep', '@maxLength(42)', '@maxLength(42'],
  ],
  'no output holds a secret': [
    closed.secretsInOutputs,
    ['storage.bicep', 'output name string = account.name', 'output name string = account.listKeys().keys[0].value'],
    ['watching.bicep', '= insights.name', '= insights.properties.ConnectionString'],
    [
      'identity.bicep',
      "@description('Name of the identity.')",
      "@secure()\n@description('x')\nparam s string\n\noutput t string = '${s}'\n",
    ],
  ],
  'no key opens the storage account': [
    closed.sharedKeys,
    ['storage.bicep', 'allowSharedKeyAccess: false', 'allowSharedKeyAccess: true'],
    ['storage.bicep', 'allowSharedKeyAccess: false', ''],
    [
      'function-app.bicep',
      'AzureWebJobsStorage__accountName: storageName',
      "AzureWebJobsStorage: 'AccountKey=${account.listKeys().keys[0].value}'",
    ],
  ],
  'storage takes TLS 1.2, and nothing in it is public': [
    closed.storageClosed,
    ['storage.bicep', "minimumTlsVersion: 'TLS1_2'", "minimumTlsVersion: 'TLS1_0'"],
    ['storage.bicep', 'allowBlobPublicAccess: false', 'allowBlobPublicAccess: true'],
    ['storage.bicep', 'supportsHttpsTrafficOnly: true', ''],
    ['copy-container.bicep', "publicAccess: 'None'", "publicAccess: 'Blob'"],
  ],
  'the app takes https, no FTP and no user names': [
    closed.appClosed,
    ['function-app.bicep', 'httpsOnly: true', 'httpsOnly: false'],
    ['function-app.bicep', "minTlsVersion: '1.2'", "minTlsVersion: '1.0'"],
    ['function-app.bicep', "ftpsState: 'Disabled'", "ftpsState: 'FtpsOnly'"],
    ['function-app.bicep', 'allow: false', 'allow: true'],
    ['function-app.bicep', "name: 'scm'", "name: 'ftp'"],
    ['function-app.bicep', "type: 'UserAssignedIdentity'", "type: 'StorageAccountConnectionString'"],
  ],
  'vault, logs and bot take Entra identities only': [
    closed.othersClosed,
    ['watching.bicep', 'DisableLocalAuth: true', 'DisableLocalAuth: false'],
    ['watching.bicep', 'disableLocalAuth: true', 'disableLocalAuth: false'],
    ['key-vault.bicep', 'enableRbacAuthorization: true', 'enableRbacAuthorization: false'],
    ['key-vault.bicep', 'enablePurgeProtection: true', ''],
    ['bot.bicep', "msaAppType: 'UserAssignedMSI'", "msaAppType: 'MultiTenant'"],
  ],
  'the identity has five roles, each on the one resource it is about': [
    closed.rolesNarrow,
    ['roles.bicep', 'scope: insights\n', 'scope: account\n'],
    ['roles.bicep', "resource usesTables 'Microsoft.Authorization/roleAssignments@2022-04-01' =", 'var usesTables ='],
    ['roles.bicep', 'scope: vault\n', ''],
    ['roles.bicep', 'scope: vault\n', 'scope: resourceGroup()\n'],
    ['roles.bicep', "var keyVaultSecretsUser = '4633458b", "var keyVaultSecretsUser = '5633458b"],
    [
      'roles.bicep',
      "roleDefinitions', monitoringMetricsPublisher)",
      "roleDefinitions', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')",
    ],
    ['roles.bicep', "principalType: 'ServicePrincipal'", "principalType: 'User'"],
  ],
  'the parts fit together, and each is used': [
    whole.partsFit,
    ['main.bicep', "module bot 'bot.bicep'", "module bot 'bot-of-old.bicep'"],
    ['main.bicep', 'displayName: botDisplayName', ''],
    ['main.bicep', 'displayName: botDisplayName', 'displayName: botDisplayName\n    colour: botDisplayName'],
    ['main.bicep', 'app.outputs.hostName', 'app.outputs.host'],
  ],
  'names are known, used and described': [
    whole.namesKnown,
    ['bot.bicep', 'msaAppTenantId: tenantId', 'msaAppTenantId: tenant'],
    ['bot.bicep', 'msaAppTenantId: tenantId', ''],
    ['bot.bicep', "@description('The tenant that is served.')", ''],
    ['main.bicep', "@description('The id of the bot, which the manifest of the Teams app names.')", "@description('')"],
    ['alerts.bicep', 'query: rule.query', 'query: rules2.query'],
  ],
  'what has to be given is not empty': [
    whole.givenMeansSomething,
    ['main.bicep', "@minLength(1)\n@description('Who gets", "@description('Who gets"],
    ['main.bicep', "@minLength(1)\n@description('Entra", "@minLength(0)\n@description('Entra"],
  ],
  'UK South and several zones, unless somebody says otherwise': [
    whole.placeByDefault,
    ['main.bicep', "param location string = 'uksouth'", "param location string = 'westeurope'"],
    ['main.bicep', 'param zoneRedundant bool = true', 'param zoneRedundant bool = false'],
  ],
  'zones are for the instances and for every byte': [
    whole.zonesMeant,
    ['function-app.bicep', 'zoneRedundant: zoneRedundant', 'zoneRedundant: false'],
    ['storage.bicep', "zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'", "'Standard_LRS'"],
  ],
  'nightly copies are immutable, and nothing else is': [
    closed.copiesImmutable,
    [
      'copy-container.bicep',
      'immutabilityPeriodSinceCreationInDays: copyDays',
      'immutabilityPeriodSinceCreationInDays: 1',
    ],
    ['copy-container.bicep', 'parent: container', 'parent: blobs'],
    ['copy-container.bicep', "name: 'waymark-copies'", "name: 'copies'"],
  ],
  'Flex Consumption on Node 24, without settings of other plans': [
    whole.flexConsumption,
    ['function-app.bicep', "version: '24'", "version: '20'"],
    ['function-app.bicep', "name: 'FC1'", "name: 'Y1'"],
    ['function-app.bicep', 'instanceCount: 1', 'instanceCount: 0'],
    ['function-app.bicep', 'instanceMemoryMB: 2048', 'instanceMemoryMB: 4096'],
    ['function-app.bicep', 'WAYMARK_TIME_ZONE: timeZone', "WEBSITE_TIME_ZONE: 'Europe/London'"],
  ],
};

describe.each(Object.entries(RULES))('%s', (_name, [rule, ...cases]) => {
  it('holds', () => {
    expect(rule(ours)).toEqual([]);
  });

  it.each(cases)('would be missed in %s: %s', (file, from, to) => {
    expect(rule(changed(file, from, to))).not.toEqual([]);
  });
});
