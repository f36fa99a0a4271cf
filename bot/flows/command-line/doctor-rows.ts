import type { Ports } from '../ports.js';
import { counted } from './answer.js';
import type { Finding } from './doctor.js';

const NAMED = 5;

/** Rows that nothing reads any more, by their keys: somebody changed them, and has to set them right. */
export async function rowsFinding(ports: Pick<Ports, 'spoiltRows'>): Promise<Finding> {
  const found: string[] = [];
  for await (const { table, partition, row } of ports.spoiltRows()) found.push(`${table} ${partition} ${row}`);
  const check = 'rows';
  if (found.length === 0) return { check, level: 'good', message: 'all lists can be read' };
  const more = found.length > NAMED ? ` and ${String(found.length - NAMED)} more` : '';
  const message = `${counted(found.length, 'row')} cannot be read and ${found.length === 1 ? 'is' : 'are'} left out: ${found.slice(0, NAMED).join('; ')}${more}; find out who can write to storage, and set right or remove them`;
  return { check, level: 'wrong', message };
}
