import type AliOss from 'ali-oss';

/** What the types of ali-oss lack. */
export interface WholeAliOss extends AliOss {
  signPostObjectPolicyV4(policy: object, date: Date): string;
  putObjectTagging(name: string, tags: Readonly<Record<string, string>>): Promise<object>;
  getObjectTagging(name: string): Promise<{ tag: Record<string, string> }>;
  deleteObjectTagging(name: string): Promise<object>;
}
