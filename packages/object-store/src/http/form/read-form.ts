import { S3Error } from '../../s3-error.ts';
import { DelimitedReader } from './delimited-reader.ts';
import { parseFieldHeaders } from './field-headers.ts';

/** A form for an upload: its fields, and the file that comes after them. */
export interface UploadForm extends AsyncDisposable {
  /** By lower-case names. */
  readonly fields: ReadonlyMap<string, string>;
  /** The last part of the file's path on the client's disk; empty where the client named none. */
  readonly fileName: string;
  /** The type that the client's browser determined for the file. */
  readonly fileType: string | undefined;
  /** To be read once; throws S3Error when the form does not end as it should. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** S3's limit for everything in a form but the file. */
export const MAX_FORM_BYTES = 20 * 1024;

/** Far more than any form has; each one is checked against the policy. */
const MAX_FIELDS = 100;

const LINE_END = Buffer.from('\r\n');
const HEADERS_END = Buffer.from('\r\n\r\n');

/** RFC 2046 allows 70 characters. */
const BOUNDARY = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;,"]{1,70}))/i;

/**
 * Reads a form up to its file, whose content is then streamed. Anything after the file is ignored.
 *
 * @param contentType of the request, including the boundary
 * @param body as it was sent
 * @throws S3Error `MalformedPOSTRequest`, `MaxPostPreDataLengthExceededError`, `IncompleteBody`, `InvalidArgument`
 * for a field that comes twice, or `IncorrectNumberOfFilesInPostRequest`
 */
export async function readForm(contentType: string, body: AsyncIterable<Uint8Array>): Promise<UploadForm> {
  const [, quoted, bare] = BOUNDARY.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw malformed('The boundary of the form is missing.');
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  // The first delimiter has no line end before it.
  const reader = new DelimitedReader(body, LINE_END);
  const fields = new Map<string, string>();
  const budget = { leftBytes: MAX_FORM_BYTES };
  try {
    await readPiece(reader, delimiter, budget);
    while (!(await isEnd(reader, budget))) {
      const { name, fileName, contentType: fileType } = parseFieldHeaders(await readHeaders(reader, budget));
      if (name === 'file') {
        const content = readFile(reader, delimiter);
        return {
          fields,
          fileName,
          fileType,
          content,
          [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
        };
      }
      if (fields.has(name))
        throw new S3Error('InvalidArgument', `The field ${name} is given more than once.`);
      if (fields.size === MAX_FIELDS) throw tooLong();
      fields.set(name, decodeText(await readPiece(reader, delimiter, budget)));
    }
  } catch (error) {
    await reader[Symbol.asyncDispose]();
    throw error;
  }
  await reader[Symbol.asyncDispose]();
  throw new S3Error(
    'IncorrectNumberOfFilesInPostRequest',
    'POST requires exactly one file upload per request.',
  );
}

async function* readFile(reader: DelimitedReader, delimiter: Buffer): AsyncGenerator<Uint8Array> {
  yield* reader.streamTo(delimiter);
  if (!(await reader.skipRest(MAX_FORM_BYTES)))
    throw malformed('The file must be the last field of the form.');
}

/** After a delimiter the line ends, or `--` ends the form. */
async function isEnd(reader: DelimitedReader, budget: { leftBytes: number }): Promise<boolean> {
  const rest = await readPiece(reader, LINE_END, budget);
  if (rest.toString('latin1').startsWith('--')) return true;
  if (!/^[\t ]*$/.test(rest.toString('latin1'))) throw malformed('A boundary is followed by other text.');
  return false;
}

async function readHeaders(reader: DelimitedReader, budget: { leftBytes: number }): Promise<string> {
  return decodeText(await readPiece(reader, HEADERS_END, budget));
}

async function readPiece(
  reader: DelimitedReader,
  delimiter: Buffer,
  budget: { leftBytes: number },
): Promise<Buffer> {
  const piece = await reader.readTo(delimiter, budget.leftBytes);
  if (piece === undefined) throw tooLong();
  budget.leftBytes -= piece.length + delimiter.length;
  return piece;
}

function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw malformed('The fields of the form must be UTF-8.', cause);
  }
}

function tooLong(): S3Error {
  return new S3Error(
    'MaxPostPreDataLengthExceededError',
    `Your POST request fields preceding the upload file were too large: they may have ${MAX_FORM_BYTES} bytes.`,
  );
}

function malformed(message: string, cause?: unknown): S3Error {
  return new S3Error('MalformedPOSTRequest', message, { cause });
}
