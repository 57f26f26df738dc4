/** The part of Alibaba's older SDK, which has no types of its own, that the tests use. */
declare module 'aliyun-sdk' {
  interface OssOptions {
    accessKeyId: string;
    secretAccessKey: string;
    securityToken?: string;
    endpoint: string;
    apiVersion: '2013-10-15';
  }

  type Callback = (error: (Error & { code?: string }) | null, data: Record<string, string>) => void;

  interface OssClient {
    putObject(parameters: object, callback: Callback): void;
    createMultipartUpload(parameters: object, callback: Callback): void;
    uploadPart(parameters: object, callback: Callback): void;
    completeMultipartUpload(parameters: object, callback: Callback): void;
    listObjects(parameters: object, callback: Callback): void;
  }

  const aliyun: { OSS: new (options: OssOptions) => OssClient };
  export = aliyun;
}
