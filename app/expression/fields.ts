import { arrayOf, type FieldType, mapOf, parseFieldType } from './field-type.ts';

/** The fields that an expression may name. An alias is read as the field it stands for, with a warning. */
export type FieldTable = {
  readonly types: ReadonlyMap<string, FieldType>;
  readonly aliases: ReadonlyMap<string, string>;
};

const network = {
  'net.dst.ip': 'Ip',
  'net.dst.port': 'Int',
  'net.dst.geo.country': 'Bytes',
  'net.dst.geo.continent': 'Bytes',
  'net.src.ip': 'Ip',
  'net.src.port': 'Int',
  'net.src.geo.country': 'Bytes',
  'net.src.geo.continent': 'Bytes',
  'net.src.internal_src_ip': 'Ip',
  'net.protocol': 'Bytes',
  'net.protocol.detection': 'Bytes',
  'net.sni.host': 'Bytes',
  'net.sni.domains': arrayOf('Bytes'),
  'net.vnet_id': 'Bytes',
  'net.fqdn.content_category': arrayOf('Int'),
  'net.fqdn.security_category': arrayOf('Int'),
  'net.proxy_endpoint.ids': arrayOf('Bytes'),
  'net.onramp.type': 'Bytes',
} satisfies Record<string, FieldType>;

const application = {
  'app.ids': arrayOf('Int'),
  'app.type.ids': arrayOf('Int'),
  'app.statuses': arrayOf('Bytes'),
  'app.hosts_ids': arrayOf('Int'),
  'app.supports_ids': arrayOf('Int'),
  'access.private_app': 'Bool',
  'access.target': 'Bool',
} satisfies Record<string, FieldType>;

const identity = {
  'identity.email': 'Bytes',
  'identity.name': 'Bytes',
  'identity.groups.id': arrayOf('Bytes'),
  'identity.groups.name': arrayOf('Bytes'),
  'identity.groups.email': arrayOf('Bytes'),
  'identity.saml_attributes': mapOf(arrayOf('Bytes')),
  'identity.service_token_uuid': 'Bytes',
} satisfies Record<string, FieldType>;

const posture = {
  'device_posture.checks.passed': arrayOf('Bytes'),
  'device_posture.checks.failed': arrayOf('Bytes'),
} satisfies Record<string, FieldType>;

const http = {
  'http.request.host': 'Bytes',
  'http.request.domains': arrayOf('Bytes'),
  'http.request.method': 'Bytes',
  'http.request.uri': 'Bytes',
  'http.request.uri.path': 'Bytes',
  'http.request.uri.path_and_query': 'Bytes',
  'http.request.uri.query': 'Bytes',
  'http.request.uri.content_category': arrayOf('Int'),
  'http.request.uri.security_category': arrayOf('Int'),
  'http.response.status_code': 'Int',
  'http.body_phase': 'Bytes',
  'http.upload.file.size': 'Int',
  'http.upload.file.types': arrayOf('Bytes'),
  'http.upload.mime': 'Bytes',
  'http.download.file.size': 'Int',
  'http.download.file.types': arrayOf('Bytes'),
  'http.download.mime': 'Bytes',
  'http.conn.dst_ip': 'Ip',
  'http.conn.src_ip': 'Ip',
  'http.conn.internal_src_ip': 'Ip',
  'http.conn.vnet_id': 'Bytes',
  'http.dst_ip.geo.country': 'Bytes',
  'http.dst_ip.geo.continent': 'Bytes',
  'http.src_ip.geo.country': 'Bytes',
  'http.src_ip.geo.continent': 'Bytes',
  'dlp.profiles': arrayOf('Bytes'),
} satisfies Record<string, FieldType>;

/** Read by no phase of the emulator; known so that imported DNS, egress and resolver policies can be checked. */
const dns = {
  'dns.fqdn': 'Bytes',
  'dns.domains': arrayOf('Bytes'),
  'dns.content_category': arrayOf('Int'),
  'dns.security_category': arrayOf('Int'),
  'dns.src_ip': 'Ip',
  'dns.resolved_ip': 'Ip',
  'dns.location': 'Bytes',
} satisfies Record<string, FieldType>;

/** What the `match` of a device profile may name (DOMAIN.md §3.4 fact 26); read by no phase either. */
const profile = {
  network: 'Bytes',
  'os.name': 'Bytes',
  'os.version': 'Bytes',
} satisfies Record<string, FieldType>;

const aliases = new Map([
  // DOMAIN.md §3.3 fact 19 and §3.5: both spellings stand in Cloudflare's own examples.
  ['net.detected_protocol', 'net.protocol.detection'],
  ['http.host', 'http.request.host'],
]);

function table(...groups: readonly Record<string, FieldType>[]): FieldTable {
  return { types: new Map(groups.flatMap((group) => Object.entries(group))), aliases };
}

/** Gateway's fields with the types inferred for them (DOMAIN.md §3.4, §3.5; HTTP and DNS from the selector pages). */
export const gatewayFields = table(network, application, identity, posture, http, dns, profile);

/** What a condition may name, by the place it stands in. Identity and posture are legal everywhere. */
export const gatewayFieldsByKind = {
  l4: table(network, application, identity, posture),
  http: table(network, application, identity, posture, http),
  identity: table(identity),
  device_posture: table(posture),
} as const satisfies Record<string, FieldTable>;

export type ExpressionKind = keyof typeof gatewayFieldsByKind;

export type FieldTableReading =
  | { readonly ok: true; readonly fields: FieldTable }
  | { readonly ok: false; readonly field: string; readonly message: string };

/** A table of one's own, from field name to the spelling of its type. It has no aliases. */
export function readFieldTable(spellings: Readonly<Record<string, string>>): FieldTableReading {
  const types = new Map<string, FieldType>();
  for (const [field, spelling] of Object.entries(spellings)) {
    const type = parseFieldType(spelling);
    if (type === undefined) {
      return { ok: false, field, message: `"${spelling}" is no type: write Bool, Int, Ip, Bytes, Array(T) or Map(T)` };
    }
    types.set(field, type);
  }
  return { ok: true, fields: { types, aliases: new Map() } };
}
