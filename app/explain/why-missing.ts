import { gatewayFieldsByKind } from '../expression/fields.ts';
import type { AskedPhase } from './asked-phases.ts';

/** Why a field has no value in a phase, and where one would come from. */
export function whyMissing(field: string, { phase, hasPerson }: Pick<AskedPhase, 'phase' | 'hasPerson'>): string {
  const kind = phase === 'l4' ? 'l4' : 'http';
  if (!gatewayFieldsByKind[kind].types.has(field))
    return `no ${phase === 'l4' ? 'network' : 'HTTP'} policy can read it`;
  if (field.startsWith('identity.') && !hasPerson) return 'nobody is signed in on this device';
  if (field.startsWith('net.sni.')) return 'the client’s first bytes named no host';
  if (field === 'net.protocol.detection') return 'the client’s first bytes told no protocol';
  if (field.startsWith('http.request.') && !field.endsWith('_category')) return 'there is no request to read it from';
  return `the emulator can’t know it; give ${ownerOf(field)} one under \`facts\``;
}

function ownerOf(field: string): string {
  if (field.startsWith('identity.')) return 'the person';
  const isOfDevice = /^net\.(src|onramp|proxy_endpoint)|^http\.(conn\.src|conn\.internal|src_ip)|^device_posture/;
  return isOfDevice.test(field) ? 'the device' : 'the destination';
}
