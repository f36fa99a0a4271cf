import type { Report } from '../domain/report.js';

/** Out to files; each is loaded when it is first written. The same report makes the same bytes. */
export interface ReportWriters {
  readonly docx: (report: Report) => Promise<Uint8Array>;
  readonly xlsx: (report: Report) => Promise<Uint8Array>;
  readonly html: (report: Report) => Promise<string>;
}
