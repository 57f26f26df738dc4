import { S3Error } from '../../s3-error.ts';

/** The headers of a form field. */
export interface FieldHeaders {
  /** In lower case. */
  readonly name: string;
  /** The last part of a path; empty where there is none. */
  readonly fileName: string;
  readonly contentType: string | undefined;
}

/**
 * Reads the headers of a field of a form.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc7578 and https://html.spec.whatwg.org/#multipart-form-data
 *
 * @throws S3Error `MalformedPOSTRequest` when there is no name
 */
export function parseFieldHeaders(text: string): FieldHeaders {
  const headers = new Map(
    text.split('\r\n').map((line) => {
      const [name = '', ...value] = line.split(':');
      return [name.trim().toLowerCase(), value.join(':').trim()];
    }),
  );
  const disposition = headers.get('content-disposition') ?? '';
  const name = readParameter(disposition, 'name');
  if (!/^form-data\s*;/i.test(disposition) || name === undefined) {
    throw new S3Error(
      'MalformedPOSTRequest',
      'The body of your POST request is not well-formed multipart/form-data.',
    );
  }
  const path = readEncodedParameter(disposition, 'filename') ?? readParameter(disposition, 'filename') ?? '';
  return {
    name: name.toLowerCase(),
    fileName: path.replace(/^.*[/\\]/s, ''),
    contentType: headers.get('content-type'),
  };
}

/** Browsers encode a quote as `%22`; other clients put a backslash before it. */
function readParameter(disposition: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, 'is').exec(disposition);
  return (match?.[1]?.replace(/\\(["\\])/g, '$1') ?? match?.[2])?.replaceAll('%22', '"');
}

/** `filename*=UTF-8''na%C3%AFve.jpg`, which some clients send beside or in place of the other. */
function readEncodedParameter(disposition: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}\\*=utf-8'[^']*'([^\\s;]+)`, 'i').exec(disposition);
  try {
    return match?.[1] && decodeURIComponent(match[1]);
  } catch {
    return undefined;
  }
}
