import type { ErrorAnswer, ErrorOccasion } from '../../http/dialect.ts';
import type { S3Error, S3ErrorCode } from '../../s3-error.ts';
import { elements, formatDocument } from '../../xml/format-xml.ts';

/** An OSS error: https://help.aliyun.com/en/oss/developer-reference/error-responses */
interface OssError {
  readonly code: string;
  readonly status: number;
}

/** Error codes that differ between OSS and S3. */
const OSS_ERRORS: Partial<Record<S3ErrorCode, OssError>> = {
  AccessControlListNotSupported: { code: 'AccessDenied', status: 403 },
  BadDigest: { code: 'InvalidDigest', status: 400 },
  ExpiredToken: { code: 'SecurityTokenExpired', status: 403 },
  InvalidToken: { code: 'InvalidSecurityToken', status: 403 },
  KeyTooLongError: { code: 'InvalidObjectName', status: 400 },
};

/** OSS's error codes of exact causes: https://help.aliyun.com/en/oss/user-guide/ec */
const ERROR_NUMBERS: Partial<Record<S3ErrorCode, string>> = {
  FileAlreadyExists: '0026-00000002',
  InvalidAccessKeyId: '0002-00000902',
  NoSuchKey: '0026-00000001',
  SignatureDoesNotMatch: '0002-00000201',
};

/** An error in the form of OSS. */
export function formatOssError(error: S3Error, { requestId, host, now }: ErrorOccasion): ErrorAnswer {
  const { code, status } = OSS_ERRORS[error.code] ?? error;
  const content = elements({
    Code: code,
    Message: error.message,
    RequestId: requestId,
    HostId: host,
    EC: ERROR_NUMBERS[error.code],
    // Clients adjust their clock by it and retry.
    ServerTime: code === 'RequestTimeTooSkewed' ? now : undefined,
  });
  return { status, xml: formatDocument('Error', content), headHeader: 'x-oss-err' };
}
