import { isRefused, type PlanFile, type PlanReading, type Refused } from '../domain/read-plan.js';
import { looksLikeOffice, openZip } from './open-zip.js';
import { readCsvPlan } from './read-csv-plan.js';

/**
 * A plan from CSV, Word or Excel, by what the bytes are and not by the file's name. What is neither is refused with
 * one sentence.
 */
export async function readPlanFile(bytes: Uint8Array, reading: PlanReading): Promise<PlanFile | Refused> {
  const other = otherKind(bytes);
  if (other !== undefined) return { refused: other };
  if (!looksLikeOffice(bytes)) return readCsvPlan(bytes, reading);
  const zip = openZip(bytes);
  if (isRefused(zip)) return zip;
  if (zip.kind === 'xlsx') {
    const { readXlsxPlan } = await import('./read-xlsx.js');
    return readXlsxPlan(zip, reading);
  }
  const { readDocxPlan } = await import('./read-docx.js');
  return readDocxPlan(zip, reading);
}

/** Kinds that people send in place of a plan, by their first bytes. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['%PDF', 'The file is a PDF: send the Word document, the workbook or the CSV that it was made from.'],
  ['{\\rtf', 'The file is in the old RTF format: open it in Word, save it as .docx, and try again.'],
  ['<!doctype html', 'The file is a web page, not a plan: save the plan itself as .docx, .xlsx or CSV, and try again.'],
  ['<html', 'The file is a web page, not a plan: save the plan itself as .docx, .xlsx or CSV, and try again.'],
  ['<?xml', 'The file is XML, not a plan: save the plan as .docx, .xlsx or CSV, and try again.'],
  ['\u0089PNG', 'The file is a picture, not a plan: send the Word document, the workbook or the CSV itself.'],
  ['\u00ff\u00d8\u00ff', 'The file is a picture, not a plan: send the Word document, the workbook or the CSV itself.'],
];

function otherKind(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 200))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
    .toLowerCase();
  return OTHERS.find(([signature]) => start.startsWith(signature.toLowerCase()))?.[1];
}
