import { BlockList, isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { FastifyRequest } from 'fastify';
import { certificateOf, digestOfCertificate, type Presented } from '../identity/index.ts';
import type { Configuration } from '../platform/index.ts';

/**
 * Reads by what a request says who it comes from (spec security-and-scale.md 1): an API key; the certificate of the
 * TLS connection, whose chain this process has verified; or the one that a proxy hands on, which is believed only of
 * the proxies that the configuration names. A certificate that cannot be read is one that nobody knows.
 */
export function readerOfPresented({
  certificateProxies,
}: Pick<Configuration, 'certificateProxies'>): (request: FastifyRequest) => Presented {
  const trusted = networksOf(certificateProxies);
  return ({ headers, raw: { socket } }) => {
    const { authorization, 'x-ssl-client-cert': handedOn, 'x-personal-certificate': personal } = headers;
    const key = /^Bearer +(\S+)\s*$/i.exec(authorization ?? '')?.[1];
    // The peer itself, never what it says of others.
    const isProxy = trusted(socket.remoteAddress ?? '');
    const certificate =
      isProxy && typeof handedOn === 'string'
        ? certificateOf(handedOn)
        : peerCertificate(socket as TLSSocket);
    const person = typeof personal === 'string' ? certificateOf(personal) : undefined;
    return {
      key,
      certificate: certificate && digestOfCertificate(certificate),
      person: person && digestOfCertificate(person),
    };
  };
}

/** The verified certificate at the other end; a connection without TLS has none. */
function peerCertificate(socket: TLSSocket): { raw: Buffer } | undefined {
  if (!socket.encrypted || !socket.authorized) return undefined;
  const { raw } = socket.getPeerCertificate();
  return raw && { raw };
}

function networksOf(proxies: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    // A socket of both families writes IPv4 so.
    const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
    return isIP(plain) !== 0 && list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  };
}
