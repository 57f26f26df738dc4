import type { Project } from '../../projects/project.ts';
import type { ImageAnnouncement } from './register-images.ts';

/** An upload to OSS that was asked for; what it takes is done where its parts are asked for, and only then. */
export interface OssUpload {
  project: Project;
  bucket: string;
  /** The id of the user token that asks. */
  holder: string;
  announcement: ImageAnnouncement;
}
