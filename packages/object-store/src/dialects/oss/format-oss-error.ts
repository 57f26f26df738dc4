import type { ErrorAnswer, ErrorOccasion } from '../../http/dialect.ts';
import type { S3Error, S3ErrorCode } from '../../s3-error.ts';
import { elements, formatDocument } from '../../xml/format-xml.ts';

/** A refusal in OSS's words: https://help.aliyun.com/en/oss/developer-reference/error-responses */
interface OssError {
  readonly code: string;
  readonly status: number;
}

/** What OSS calls otherwise than S3. */
const OSS_ERRORS: Partial<Record<S3ErrorCode, OssError>> = {
  AccessControlListNotSupported: { code: 'AccessDenied', status: 403 },
  BadDigest: { code: 'InvalidDigest', status: 400 },
  ExpiredToken: { code: 'SecurityTokenExpired', status: 403 },
  InvalidToken: { code: 'InvalidSecurityToken', status: 403 },
  KeyTooLongError: { code: 'InvalidObjectName', status: 400 },
};

/** OSS's number of an exact cause, where this store means the same: https://help.aliyun.com/en/oss/user-guide/ec */
const ERROR_NUMBERS: Partial<Record<S3ErrorCode, string>> = {
  FileAlreadyExists: '0026-00000002',
  InvalidAccessKeyId: '0002-00000902',
  NoSuchKey: '0026-00000001',
  SignatureDoesNotMatch: '0002-00000201',
};

/** A refusal as OSS answers it. */
export function formatOssError(error: S3Error, { requestId, host, now }: ErrorOccasion): ErrorAnswer {
  const { code, status } = OSS_ERRORS[error.code] ?? error;
  const content = elements({
    Code: code,
    Message: error.message,
    RequestId: requestId,
    HostId: host,
    EC: ERROR_NUMBERS[error.code],
    // Clients set their clock by it and try again.
    ServerTime: code === 'RequestTimeTooSkewed' ? now : undefined,
  });
  return { status, xml: formatDocument('Error', content), headHeader: 'x-oss-err' };
}
