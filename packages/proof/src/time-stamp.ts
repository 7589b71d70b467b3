import * as asn1 from 'asn1js';
import * as pki from 'pkijs';
import { base64, fromBase64 } from './base64.ts';

/** Time stamps of RFC 3161, made and read (spec operations.md 15.2): SHA-512, certificate included, no nonce. */

/** Key and certificate of a maker of time stamps, PEM. */
export interface TimeStampKey {
  /** PKCS#8. */
  readonly key: string;
  /** X.509, signed by itself. */
  readonly certificate: string;
}

/** Stamps a message imprint (SHA-512). @returns TimeStampResp, DER */
export type TimeStamper = (imprint: Uint8Array) => Promise<Uint8Array>;

const OID = {
  sha512: '2.16.840.1.101.3.4.2.3',
  commonName: '2.5.4.3',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  signingTime: '1.2.840.113549.1.9.5',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;
/** Policy and serial number that the reference system gives to every token. */
const POLICY = '1.1';
const SERIAL = 1;

/** Deterministic strength for decades, and tokens of a kilobyte: with RSA they would have four. */
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-384' } as const;
const DIGEST = 'SHA-512';
const YEARS = 30;

/** A new key with its certificate, which may stamp and nothing else. */
export async function makeTimeStampKey(name: string, now: Date): Promise<TimeStampKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = new pki.Certificate({ version: 2 });
  certificate.serialNumber = new asn1.Integer({ valueHex: serialNumber() });
  for (const party of [certificate.issuer, certificate.subject])
    party.typesAndValues.push(
      new pki.AttributeTypeAndValue({
        type: OID.commonName,
        value: new asn1.Utf8String({ value: name }),
      }),
    );
  // Dates of certificates have no fractions of seconds (RFC 5280, 4.1.2.5).
  const second = Math.floor(now.getTime() / 1000) * 1000;
  const end = new Date(second);
  end.setUTCFullYear(end.getUTCFullYear() + YEARS);
  certificate.notBefore = new pki.Time({ type: 0, value: new Date(second) });
  certificate.notAfter = new pki.Time({ type: 1, value: end });
  const digitalSignature = new asn1.BitString({ valueHex: Uint8Array.of(0x80).buffer, unusedBits: 7 });
  const purposes = new pki.ExtKeyUsage({ keyPurposes: [OID.timeStamping] });
  certificate.extensions = [
    critical(OID.basicConstraints, new pki.BasicConstraints({ cA: false }).toSchema()),
    critical(OID.keyUsage, digitalSignature),
    critical(OID.extendedKeyUsage, purposes.toSchema()),
  ];
  await certificate.subjectPublicKeyInfo.importKey(publicKey);
  await certificate.sign(privateKey, DIGEST);
  return {
    key: pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', privateKey)),
    certificate: pem('CERTIFICATE', certificate.toSchema().toBER(false)),
  };
}

const critical = (extnID: string, value: asn1.BaseBlock) =>
  new pki.Extension({ extnID, critical: true, extnValue: value.toBER(false) });

/** Positive, and of sixteen bytes in every encoding. */
function serialNumber(): ArrayBuffer {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] as number) & 0x3f) | 0x40;
  return bytes.buffer;
}

/** @param now when a stamp is made */
export async function openTimeStamper(
  { key, certificate }: TimeStampKey,
  now: () => Date,
): Promise<TimeStamper> {
  const signing = await crypto.subtle.importKey('pkcs8', unwrapped(key), ALGORITHM, false, ['sign']);
  const der = unwrapped(certificate);
  const signer = pki.Certificate.fromBER(der);
  return (imprint) => stamp(imprint, signer, der, signing, now());
}

async function stamp(
  imprint: Uint8Array,
  signer: pki.Certificate,
  der: Uint8Array<ArrayBuffer>,
  key: Awaited<ReturnType<typeof crypto.subtle.importKey>>,
  now: Date,
): Promise<Uint8Array> {
  const info = new pki.TSTInfo({
    version: 1,
    policy: POLICY,
    messageImprint: new pki.MessageImprint({
      hashAlgorithm: new pki.AlgorithmIdentifier({ algorithmId: OID.sha512 }),
      hashedMessage: new asn1.OctetString({ valueHex: Uint8Array.from(imprint).buffer }),
    }),
    serialNumber: new asn1.Integer({ value: SERIAL }),
    genTime: now,
  });
  const content = info.toSchema().toBER(false);
  const attribute = (type: string, value: unknown) => new pki.Attribute({ type, values: [value] });
  const signed = new pki.SignedData({
    version: 3,
    encapContentInfo: new pki.EncapsulatedContentInfo({
      eContentType: OID.tstInfo,
      eContent: new asn1.OctetString({ valueHex: content }),
    }),
    certificates: [signer],
    signerInfos: [
      new pki.SignerInfo({
        version: 1,
        sid: new pki.IssuerAndSerialNumber({ issuer: signer.issuer, serialNumber: signer.serialNumber }),
        signedAttrs: new pki.SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            attribute(OID.contentType, new asn1.ObjectIdentifier({ value: OID.tstInfo })),
            attribute(OID.signingTime, new asn1.UTCTime({ valueDate: now })),
            attribute(OID.messageDigest, octets(await crypto.subtle.digest(DIGEST, content))),
            attribute(
              OID.signingCertificateV2,
              signingCertificate(signer, await crypto.subtle.digest(DIGEST, der)),
            ),
          ],
        }),
      }),
    ],
  });
  await signed.sign(key, 0, DIGEST);
  const response = new pki.TimeStampResp({
    status: new pki.PKIStatusInfo({ status: pki.PKIStatus.granted }),
    timeStampToken: new pki.ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) }),
  });
  return new Uint8Array(response.toSchema().toBER(false));
}

const octets = (valueHex: ArrayBuffer) => new asn1.OctetString({ valueHex });
const sequence = (...value: unknown[]) => new asn1.Sequence({ value: value as never });

/** SigningCertificateV2 of RFC 5035, 3: which certificate has signed. */
function signingCertificate(signer: pki.Certificate, digest: ArrayBuffer): asn1.Sequence {
  const algorithm = new pki.AlgorithmIdentifier({ algorithmId: OID.sha512 }).toSchema();
  const issuer = new pki.GeneralName({ type: 4, value: signer.issuer }).toSchema();
  const id = sequence(algorithm, octets(digest), sequence(sequence(issuer), signer.serialNumber));
  return sequence(sequence(id));
}

/** What a time stamp says. */
export interface ReadTimeStamp {
  readonly imprint: Uint8Array;
  readonly at: Date;
  /** That of the token which has signed it, DER. */
  readonly certificate: Uint8Array;
  /** The signature is that of the certificate, which may stamp, was valid then, and is the one that the token names. */
  readonly isValid: boolean;
}

/** @returns undefined for bytes that are no granted time stamp with its certificate */
export async function readTimeStamp(response: Uint8Array): Promise<ReadTimeStamp | undefined> {
  try {
    return await read(response);
  } catch {
    // Bytes from outside: whatever their reader says of them, they are no time stamp.
    return undefined;
  }
}

async function read(response: Uint8Array): Promise<ReadTimeStamp | undefined> {
  const { status, timeStampToken } = pki.TimeStampResp.fromBER(Uint8Array.from(response));
  if (status.status !== pki.PKIStatus.granted || timeStampToken === undefined) return undefined;
  const signed = new pki.SignedData({ schema: timeStampToken.content });
  const { eContent, eContentType } = signed.encapContentInfo;
  if (eContentType !== OID.tstInfo || eContent === undefined) return undefined;
  const content = eContent.getValue();
  const info = pki.TSTInfo.fromBER(content);
  const [certificate] = signed.certificates ?? [];
  if (!(certificate instanceof pki.Certificate)) return undefined;
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  if (hashAlgorithm.algorithmId !== OID.sha512) return undefined;
  const der = certificate.toSchema().toBER(false);
  return {
    imprint: new Uint8Array(hashedMessage.getValue()),
    at: info.genTime,
    certificate: new Uint8Array(der),
    isValid:
      mayStamp(certificate, info.genTime) &&
      (await namesCertificate(signed, der)) &&
      (await isSigned(signed, content, certificate)),
  };
}

function mayStamp({ extensions = [], notBefore, notAfter }: pki.Certificate, at: Date): boolean {
  const usage = extensions.find(({ extnID }) => extnID === OID.extendedKeyUsage)?.parsedValue;
  const purposes: readonly string[] = usage instanceof pki.ExtKeyUsage ? usage.keyPurposes : [];
  // A stamp made in the second of its certificate is not before it.
  return purposes.includes(OID.timeStamping) && at >= notBefore.value && at <= notAfter.value;
}

async function namesCertificate(signed: pki.SignedData, der: ArrayBuffer): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest(DIGEST, der));
  const named = attributeOf(signed, OID.signingCertificateV2);
  if (named === undefined) return false;
  // SigningCertificateV2 → certs → ESSCertIDv2 → hashAlgorithm, certHash
  const [certs] = (named as asn1.Sequence).valueBlock.value;
  const [id] = (certs as asn1.Sequence).valueBlock.value;
  const hash = (id as asn1.Sequence).valueBlock.value.find((part) => part instanceof asn1.OctetString);
  return hash instanceof asn1.OctetString && equal(new Uint8Array(hash.getValue()), digest);
}

/** The digest that is signed is that of the content, and the signature that of the certificate's key. */
async function isSigned(
  signed: pki.SignedData,
  content: ArrayBuffer,
  certificate: pki.Certificate,
): Promise<boolean> {
  const [signer] = signed.signerInfos;
  const digest = attributeOf(signed, OID.messageDigest);
  if (!signer?.signedAttrs || !(digest instanceof asn1.OctetString)) return false;
  const found = new Uint8Array(await crypto.subtle.digest(DIGEST, content));
  if (!equal(new Uint8Array(digest.getValue()), found)) return false;
  const attributes = Uint8Array.from(new Uint8Array(signer.signedAttrs.encodedValue));
  return pki
    .getCrypto(true)
    .verifyWithPublicKey(
      attributes,
      signer.signature,
      certificate.subjectPublicKeyInfo,
      signer.signatureAlgorithm,
      DIGEST,
    );
}

function attributeOf({ signerInfos }: pki.SignedData, type: string): unknown {
  return signerInfos[0]?.signedAttrs?.attributes.find((each) => each.type === type)?.values[0];
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function pem(label: string, der: ArrayBuffer): string {
  const lines = base64(new Uint8Array(der)).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

const unwrapped = (text: string): Uint8Array<ArrayBuffer> =>
  fromBase64(text.replace(/-----[^-]+-----/g, '').replace(/\s/g, ''));
