import type { Project } from '../projects/project.ts';
import { grantProjectUpload } from '../uploads/grant-upload.ts';
import { type Announcement, registerImages } from '../uploads/register-images.ts';
import type { Resolvers } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';

/** An upload to OSS that was asked for; what it takes is done where the field is read, and only then. */
export interface OssUpload {
  project: Project;
  bucket: string;
  announcement: Announcement;
}

/** `sts` signs and registers nothing, `image` registers and signs nothing. */
export function uploadOssResolvers(needs: GraphqlNeeds): Pick<Resolvers, 'UploadImageOSS'> {
  return {
    UploadImageOSS: {
      async sts({ project, bucket }) {
        const key = await grantProjectUpload(needs, project, bucket);
        const now = needs.now();
        return {
          id: key.accessKeyId,
          secret: key.secretAccessKey,
          token: key.securityToken,
          bucket: key.bucket,
          endpoint: key.endpoint,
          expire: toWholeSeconds(key.expiresAt),
          serverTime: now.toISOString(),
          ttlSeconds: Math.floor((key.expiresAt.getTime() - now.getTime()) / 1000),
        };
      },
      async image({ project, bucket, announcement }) {
        const [image] = await registerImages(needs, project, bucket, [announcement]);
        if (!image) throw new Error('Nothing was registered.');
        return image;
      },
    },
  };
}

/** `2006-01-02T15:04:05Z`: clients read this form and no other. */
function toWholeSeconds(moment: Date): string {
  return moment.toISOString().replace(/\.\d+Z$/, 'Z');
}
