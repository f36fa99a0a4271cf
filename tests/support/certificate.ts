import { generateKeyPairSync, sign } from 'node:crypto';

/** In PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const NUMBER = 0x02;
const BITS = 0x03;
const OCTETS = 0x04;
const TEXT = 0x0c;
const TIME = 0x17;
const SEQUENCE = 0x30;
const SET = 0x31;
/** 1.2.840.10045.4.3.2, 2.5.4.3 and 2.5.29.17 (RFC 5758, RFC 5280). */
const ECDSA_WITH_SHA256 = Buffer.from('06082a8648ce3d040302', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const SUBJECT_ALT_NAME = Buffer.from('0603551d11', 'hex');

/**
 * A certificate that signs itself, for TLS on 127.0.0.1 under that name and those of the hosts; good until 2049, and for
 * nobody but who is told to trust it.
 */
export function loopbackCertificate(hosts: readonly string[]): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signedHow = der(SEQUENCE, ECDSA_WITH_SHA256);
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(TEXT, Buffer.from('loopback')))));
  const named = hosts.map((host) => der(0x82, Buffer.from(host)));
  const names = der(SEQUENCE, der(0x87, Buffer.from([127, 0, 0, 1])), ...named);
  const validity = [der(TIME, Buffer.from('200101000000Z')), der(TIME, Buffer.from('491231235959Z'))];
  const told = der(
    SEQUENCE,
    der(0xa0, der(NUMBER, Buffer.from([2]))),
    der(NUMBER, Buffer.from([1])),
    ...[signedHow, name, der(SEQUENCE, ...validity), name],
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(SEQUENCE, der(SEQUENCE, SUBJECT_ALT_NAME, der(OCTETS, names)))),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('SHA256', told, privateKey)]);
  const whole = der(SEQUENCE, told, signedHow, der(BITS, signature));
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Tag, length, contents (X.690). */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}
