import type { AdmittedRequest } from './exchange.ts';
import type { RequestTarget } from './request-target.ts';

/** What a form is verified by. */
export interface FormRequest {
  /** By lower-case names. */
  readonly fields: ReadonlyMap<string, string>;
  /** The type that the client's browser determined for the file. */
  readonly fileType: string | undefined;
  readonly target: RequestTarget;
  readonly host: string;
}

/** A form whose signature is valid; its fields stand for the headers of a PUT. */
export interface AdmittedForm extends Omit<AdmittedRequest, 'key'> {
  /** In base64, as it was signed. */
  readonly policy: string;
  /** Whether the form may have a field that the policy does not cover. */
  readonly mayBeFree: (name: string) => boolean;
  /** Throws S3Error for an invalid key. */
  readonly checkKey: (key: string) => void;
}
