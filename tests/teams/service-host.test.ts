import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedServiceUrl } from '../../bot/teams/service-host.js';

const azure = { hosts: ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com'], allowHttpLoopback: false };
const outside = { hosts: ['smba.trafficmanager.net', '127.0.0.1:3978', 'localhost'], allowHttpLoopback: true };

it.each([
  'https://smba.trafficmanager.net',
  'https://smba.trafficmanager.net/',
  'https://smba.trafficmanager.net/uk/',
  'https://smba.trafficmanager.net/amer/22222222-2222-4222-8222-222222222222/',
  'https://smba.trafficmanager.net:443/teams/',
  'HTTPS://SMBA.trafficmanager.net/teams/',
  'https://smba.infra.gcc.teams.microsoft.com/teams',
])('allows %s', (url) => {
  expect(allowedServiceUrl(url, azure)).toBe(true);
});

const REFUSED = [
  '',
  ' ',
  'smba.trafficmanager.net',
  '//smba.trafficmanager.net/',
  'http://smba.trafficmanager.net/',
  'ftp://smba.trafficmanager.net/',
  'javascript:alert(1)',
  'https://trafficmanager.net/',
  'https://evil.trafficmanager.net/',
  'https://evil.smba.trafficmanager.net/',
  'https://smba.trafficmanager.net.evil.example/',
  'https://smba-trafficmanager.net/',
  'https://smba.trafficmanager.net./',
  'https://smba.trafficmanager.net:8443/',
  'https://smba.trafficmanager.net:80/',
  'https://smba.trafficmanager.net:0443/x y',
  'https://smba.trafficmanager.net@evil.example/',
  'https://user:pass@smba.trafficmanager.net/',
  'https://evil.example/@smba.trafficmanager.net/',
  'https://evil.example/smba.trafficmanager.net',
  'https://evil.example\\@smba.trafficmanager.net/',
  'https://smba.trafficmanager.net\\.evil.example/',
  'https://smba.trafficmanager.net%2eevil.example/',
  'https://smba.trafficmanager.net#@evil.example/',
  'https://smba.trafficmanager.net?x=https://evil.example/',
  'https://smba.trafficmanager.net/?x=1',
  'https://smba.trafficmanager.net/#x',
  'https:/smba.trafficmanager.net/',
  'https:\\\\smba.trafficmanager.net/',
  ' https://smba.trafficmanager.net/',
  'https://smba.trafficmanager.net/\n',
  'https://smba.traffic\tmanager.net/',
  'https://smba.trafficmanager.net/\u0000',
  'https://ѕmba.trafficmanager.net/',
  'https://smba。trafficmanager。net/',
  'https://ｓmba.trafficmanager.net/',
  'https://xn--mba-b4d.trafficmanager.net/',
  'https://127.0.0.1/',
  'http://127.0.0.1:3978/',
  'http://localhost/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://169.254.169.254/metadata/',
  `https://smba.trafficmanager.net/${'a'.repeat(400)}`,
];

it.each(REFUSED)('refuses %j in Azure', (url) => {
  expect(allowedServiceUrl(url, azure)).toBe(false);
});

describe('outside Azure', () => {
  it.each([
    'http://127.0.0.1:3978/',
    'http://localhost:56150/_connector',
    'http://localhost/',
    'https://smba.trafficmanager.net/',
  ])('allows %s', (url) => {
    expect(allowedServiceUrl(url, outside)).toBe(true);
  });

  it.each([
    'http://127.0.0.1:3979/',
    'http://127.0.0.1/',
    'https://127.0.0.1:3978/',
    'http://127.0.0.2:3978/',
    'http://127.1:3978/',
    'http://0:3978/',
    'http://[::1]:3978/',
    'http://127.0.0.1:3978@evil.example/',
    'http://localhost.evil.example/',
    'http://smba.trafficmanager.net/',
  ])('refuses %s', (url) => {
    expect(allowedServiceUrl(url, outside)).toBe(false);
  });

  it('lets nothing through that resolves elsewhere than to a listed host', () => {
    const piece = fc.constantFrom(
      'https://',
      'http://',
      'smba.trafficmanager.net',
      'evil.example',
      '@',
      ':',
      '/',
      '\\',
      '#',
      '?',
      '.',
      '%',
      '443',
      '3978',
      '127.0.0.1',
      ' ',
      '[',
      ']',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const url = pieces.join('');
        if (!allowedServiceUrl(url, outside)) return true;
        return ['smba.trafficmanager.net', '127.0.0.1:3978'].includes(new URL(url).host);
      }),
      { numRuns: 20_000 },
    );
  });
});
