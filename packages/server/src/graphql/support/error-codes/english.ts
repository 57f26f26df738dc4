import type { PROJECT_ERROR_CODE } from '@tiepoint/protocol';
import type { ErrorText } from './error-text.ts';

/** The error codes in English. */
export const ENGLISH: Readonly<Record<PROJECT_ERROR_CODE, ErrorText>> = {
  Unavailable: {
    description:
      "The server's database is unavailable at the moment, for example because it is being restarted.",
    solution: 'Nothing is lost. Retry in a few seconds.',
  },
  ProjectNotFound: {
    description: 'There is no such project, or it belongs to another user.',
    solution: 'Check the project id and the user you are logged in as.',
  },
  NothingReady: {
    description: 'No photo of the project is Ready.',
    solution: 'Upload photos and wait until they are Ready.',
  },
  TooFewPhotos: {
    description: 'Fewer than three photos are Ready.',
    solution: 'Upload more photos, taken from different places; 20 or more make a good model.',
  },
  ImagesInFlight: {
    description: 'Photos are still being uploaded or checked.',
    solution: 'Wait for them, or set a pending start (preStartReconstruction).',
  },
  AlreadyRunning: {
    description: 'A reconstruction of this project is already waiting or running.',
    solution: 'Wait for its end, or stop it first (stopReconstruction).',
  },
  InvalidOptions: {
    description: 'An option is out of range, unknown, or incompatible with another one or the photos.',
    solution: 'The error message names the option and its valid values. Leave it out for the default.',
  },
  EngineUnavailable: {
    description: 'The reconstruction engine is unavailable.',
    solution: 'The error message has the reason. Choose another engine, or ask the operator.',
  },
  QuotaExceeded: {
    description: 'The project has more photos than this server allows in one reconstruction.',
    solution:
      'Remove some photos, spread them over several projects, or ask the operator for a higher limit.',
  },
  ImportedProject: {
    description: 'This project has an imported model and no photos.',
    solution: 'Create a project for photos, and upload them there.',
  },
  TooFewReady: {
    description: 'All photos are checked, and fewer are Ready than requested.',
    solution: 'Upload the Invalid photos again, or start with those that are Ready.',
  },
  ChecksumMismatch: {
    description: 'The uploaded file is not the announced one: its SHA-1 differs.',
    solution: 'Upload the photo again.',
  },
  SizeMismatch: {
    description: 'The uploaded file has another size than announced.',
    solution: 'Upload the photo again.',
  },
  EmptyFile: {
    description: 'The file is empty.',
    solution: 'Check the file on your disk or memory card, and upload it again.',
  },
  NotAnImage: {
    description: 'The file is not an image, but for example a web page, a text, a video or an archive.',
    solution:
      'Leave it out, or upload the photos that it contains. If it is a web page instead of a photo, download the photo again.',
  },
  UnsupportedType: {
    description: 'The image format is not supported, for example HEIC, camera raw, GIF or WebP.',
    solution: 'Convert it to JPEG, PNG or TIFF, and upload that.',
  },
  WrongType: {
    description: 'The photo has another format than announced.',
    solution: 'Give the file the extension of its format (.jpg, .png or .tif), and upload it again.',
  },
  Truncated: {
    description: 'The file is truncated.',
    solution: 'Copy it from the camera again and upload it again.',
  },
  Damaged: {
    description: 'The image data are damaged, in the upload or on the disk of the server.',
    solution: 'Upload it again; if it fails again, copy it from the camera again, or leave it out.',
  },
  TooSmall: {
    description: 'The photo has too few pixels for a reconstruction.',
    solution: 'Upload the photo in its full size.',
  },
  TooLarge: {
    description: 'The photo has more pixels or bytes than this server accepts.',
    solution: 'Scale the photo down, or ask the operator for higher limits.',
  },
  Duplicate: {
    description: 'The project already has an identical photo.',
    solution: 'There is nothing to do.',
  },
  TimedOut: {
    description: 'The photo was not uploaded within 65 minutes.',
    solution: 'Upload the photo again.',
  },
  FetchFailed: {
    description: 'The server could not download the photo from its URL.',
    solution: 'Check that the URL is reachable from the server without login, and register the photo again.',
  },
  ProcessingFailed: {
    description: 'The server could not read or store the photo, even after retries.',
    solution: "Upload it again; if it fails again, ask the operator to check the server's log.",
  },
  DecoderFailed: {
    description: 'The decoder crashed, or needed too much time or memory.',
    solution: 'Save it as a plain JPEG with an image editor and upload that, or leave it out.',
  },
  PhotosUnreadable: {
    description: 'None of the photos could be read for the reconstruction.',
    solution: 'Save the photos as plain JPEG files and upload them again.',
  },
  NoFeatures: {
    description: 'The photos have no distinctive features.',
    solution: 'Take sharp, well exposed photos of a subject with visible texture.',
  },
  PhotosDoNotFit: {
    description: 'Too few photos could be registered to make a model.',
    solution: 'Move around the subject, with an overlap of about two thirds from photo to photo.',
  },
  NoSurface: {
    description: 'No textured mesh could be made from the points.',
    solution: 'Take more photos, with more overlap, of a subject with visible texture.',
  },
  DiskFull: {
    description: "The server's disk is full.",
    solution: 'Free some space on the disk of the data folder, and start again.',
  },
  OutOfMemory: {
    description: 'The server ran out of memory.',
    solution: 'Use fewer photos or a machine with more memory, and start again.',
  },
  EngineMissing: {
    description: 'The reconstruction program is not installed on the server.',
    solution: 'Ask the operator to install COLMAP, and start again.',
  },
  EngineFailed: {
    description: 'The reconstruction program failed.',
    solution: "Start again; if it fails again, see the task's error and the server's log.",
  },
  EngineStalled: {
    description: 'The reconstruction program made no progress, and was ended.',
    solution: 'Start again; if it fails again, ask the operator to check the installed program.',
  },
  Interrupted: {
    description: 'The reconstruction was interrupted too often.',
    solution: "Ask the operator to check the server's log, and start again.",
  },
  PhotosRemoved: {
    description: 'Photos of the reconstruction were removed before it could use them.',
    solution: 'Start again with the remaining photos.',
  },
  ImportFailed: {
    description: 'The imported model could not be converted.',
    solution:
      "The project's error has the reason. Upload a ZIP of OBJ with its textures, or a GLB, PLY or LAS.",
  },
};
