import type { Page } from 'playwright-core';

/** A temporary key as the API hands it out. */
export interface Sts {
  id: string;
  secret: string;
  token: string;
  bucket: string;
  endpoint: string;
}

/** What a client in the browser could read of the store's answer. */
export interface Stored {
  etag: string | undefined;
  crc64: string | undefined;
}

/** A file to be uploaded, and the way: parts of so many bytes, or whole where it is left out. */
export interface OssUpload {
  sts: Sts;
  key: string;
  content: Buffer;
  partBytes?: number;
}

/** What ali-oss puts into `window`. */
interface AliOssWindow {
  OSS: new (
    options: object,
  ) => {
    put(key: string, content: File): Promise<AliOssResult>;
    multipartUpload(key: string, content: File, options: object): Promise<AliOssResult>;
  };
}

interface AliOssResult {
  res: { headers: Record<string, string> };
}

/** What aliyun-sdk puts into `window`. */
interface AliyunWindow {
  ALY: { OSS: new (options: object) => Record<string, AliyunMethod> };
}

type AliyunMethod = (parameters: object, callback: (error: Error | null, data: AliyunAnswer) => void) => void;

type AliyunAnswer = Record<string, string>;

/** Uploads in a page by ali-oss, the newer SDK. */
export async function uploadByAliOss(
  page: Page,
  upload: OssUpload,
  authorizationV4: boolean,
): Promise<Stored> {
  return await page.evaluate(
    async ({ sts, key, base64, partBytes, authorizationV4 }) => {
      const client = new (window as unknown as AliOssWindow).OSS({
        accessKeyId: sts.id,
        accessKeySecret: sts.secret,
        stsToken: sts.token,
        bucket: sts.bucket,
        endpoint: sts.endpoint,
        region: 'oss-cn-hangzhou',
        cname: true,
        authorizationV4,
      });
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const file = new File([bytes], 'photo.jpg', { type: 'image/jpeg' });
      const { res } = partBytes
        ? await client.multipartUpload(key, file, { partSize: partBytes, parallel: 2 })
        : await client.put(key, file);
      return { etag: res.headers.etag, crc64: res.headers['x-oss-hash-crc64ecma'] };
    },
    { ...toArgument(upload), authorizationV4 },
  );
}

/** Uploads in a page by aliyun-sdk, the older SDK, which existing websites use. */
export async function uploadByAliyunSdk(page: Page, upload: OssUpload): Promise<Stored> {
  return await page.evaluate(async ({ sts, key, base64, partBytes }) => {
    const client = new (window as unknown as AliyunWindow).ALY.OSS({
      accessKeyId: sts.id,
      secretAccessKey: sts.secret,
      securityToken: sts.token,
      endpoint: sts.endpoint,
      apiVersion: '2013-10-15',
    });
    const call = (method: string, parameters: object): Promise<AliyunAnswer> =>
      new Promise((resolve, reject) => {
        client[method]?.({ Bucket: sts.bucket, Key: key, ...parameters }, (error, data) =>
          error ? reject(error) : resolve(data),
        );
      });
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    if (!partBytes) {
      const put = await call('putObject', { Body: bytes, ContentType: 'image/jpeg' });
      return { etag: put.ETag, crc64: put.HashCrc64ecma };
    }
    const { UploadId } = await call('createMultipartUpload', { ContentType: 'image/jpeg' });
    const Parts: object[] = [];
    for (let start = 0; start < bytes.length; start += partBytes) {
      const PartNumber = Parts.length + 1;
      const Body = bytes.slice(start, start + partBytes);
      const { ETag } = await call('uploadPart', { UploadId, PartNumber, Body });
      Parts.push({ PartNumber, ETag });
    }
    const whole = await call('completeMultipartUpload', { UploadId, CompleteMultipartUpload: { Parts } });
    return { etag: whole.ETag, crc64: whole.HashCrc64ecma };
  }, toArgument(upload));
}

/** A page takes what JSON can hold. */
function toArgument({ content, ...upload }: OssUpload) {
  return { ...upload, base64: content.toString('base64') };
}
