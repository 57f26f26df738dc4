import { z } from 'zod';

/** What lies in a dump's folder, beside a file for each table. */
export const databaseDump = z.object({
  /** The migrations that had been made, in their order. */
  migrations: z.array(z.string()),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.number(),
      /** Columns that count by themselves, and the last number that each had given. */
      counters: z.array(z.object({ column: z.string(), last: z.string() })),
    }),
  ),
  /** Of the event log, when the dump was made: setEventClock. */
  eventClock: z.number(),
  /** Jobs that waited or ran. */
  jobs: z.array(z.object({ name: z.string(), data: z.record(z.string(), z.unknown()) })),
});

export type DatabaseDump = z.infer<typeof databaseDump>;

/** How values are written and read, whatever the two clusters are set to. */
export const DUMP_SETTINGS = `set datestyle = 'ISO'; set intervalstyle = 'postgres'; set timezone = 'UTC';
  set extra_float_digits = 1; set bytea_output = 'hex'; set client_encoding = 'UTF8'`;

/** The file of a table: PostgreSQL's text format of COPY, which every version writes and reads. */
export function tableFile(name: string): string {
  return `${name}.copy`;
}
