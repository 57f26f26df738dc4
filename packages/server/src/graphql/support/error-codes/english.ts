import type { PROJECT_ERROR_CODE } from '@tiepoint/protocol';
import type { ErrorText } from './error-text.ts';

/** The error codes in English. */
export const ENGLISH: Readonly<Record<PROJECT_ERROR_CODE, ErrorText>> = {
  Unavailable: {
    description: "The server's database is away for the moment, for example because it is being restarted.",
    solution: 'Nothing is lost. Ask again in a few seconds.',
  },
  ProjectNotFound: {
    description: 'There is no such project, or it belongs to somebody else.',
    solution: 'Check the project id and which user you are logged in as.',
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
    solution: 'Wait for them, or ask for a start that waits by itself (preStartReconstruction).',
  },
  AlreadyRunning: {
    description: 'A reconstruction of this project waits or runs already.',
    solution: 'Wait for its end, or stop it first (stopReconstruction).',
  },
  InvalidOptions: {
    description:
      "An option is out of range, unknown here, or doesn't go with another one or with the photos.",
    solution: "The error's message names the option and what it can be. Leave it out to have the default.",
  },
  EngineUnavailable: {
    description: "The engine that is to make the model can't be used at present.",
    solution: "The error's message says why. Ask for another engine, or ask the operator.",
  },
  QuotaExceeded: {
    description: 'The project has more photos than this server takes in one reconstruction.',
    solution:
      'Remove some photos, spread them over several projects, or ask the operator for a higher limit.',
  },
  ImportedProject: {
    description: 'The model of this project was made elsewhere: there are no photos to make one of.',
    solution: 'Make a project for photos, and upload them there.',
  },
  TooFewReady: {
    description: 'Fewer photos are Ready than were asked for, and none is on its way any more.',
    solution: 'Upload the Invalid photos again, or start with those that are Ready.',
  },
  ChecksumMismatch: {
    description: 'The file that arrived is not the one that was announced.',
    solution: 'Upload the photo again.',
  },
  SizeMismatch: {
    description: 'The file that arrived has another size than was announced.',
    solution: 'Upload the photo again.',
  },
  EmptyFile: {
    description: 'The file holds nothing.',
    solution: 'Check the file on your disk or camera card, and upload it again.',
  },
  NotAnImage: {
    description: 'The file is no picture: a web page, a text, a video, an archive.',
    solution:
      'Leave it out, or upload the photos that are in it. A web page in place of a photo: download it again.',
  },
  UnsupportedType: {
    description: 'The picture is in a format that is not read, for example HEIC, camera raw, GIF or WebP.',
    solution: 'Convert it to JPEG, PNG or TIFF, and upload that.',
  },
  WrongType: {
    description: 'The photo is of another type than was announced.',
    solution: 'Give the file the ending of its type (.jpg, .png or .tif), and upload it again.',
  },
  Truncated: {
    description: 'The photo ends too early: a part of it is missing.',
    solution: 'Copy it from the camera again and upload it again.',
  },
  Damaged: {
    description: 'The photo holds damaged data, or was damaged on the disk of the server.',
    solution: 'Upload it again; if that does not help, copy it from the camera again, or leave it out.',
  },
  TooSmall: {
    description: 'The photo has fewer pixels than a reconstruction can use.',
    solution: 'Upload the photo in its full size.',
  },
  TooLarge: {
    description: 'The photo has more pixels or bytes than this server takes.',
    solution: 'Scale the photo down, or ask the operator for higher limits.',
  },
  Duplicate: {
    description: 'The project has a photo with the same content already.',
    solution: 'Nothing is lost: leave the second one out.',
  },
  TimedOut: {
    description: 'Nothing of the photo has arrived for 65 minutes.',
    solution: 'Upload the photo again.',
  },
  FetchFailed: {
    description: 'The server could not fetch the photo from its URL.',
    solution: 'Check that the server can reach the URL without logging in, and ask again.',
  },
  ProcessingFailed: {
    description: 'The server could not read or store the photo, even after trying again.',
    solution: "Upload it again; if that doesn't help, the server's log tells the operator why.",
  },
  DecoderFailed: {
    description: 'The photo has ended the program that decodes it, or takes too much of its time or memory.',
    solution: 'Save it as a plain JPEG with an image editor and upload that, or leave it out.',
  },
  PhotosUnreadable: {
    description: 'None of the photos could be read for the reconstruction.',
    solution: 'Save the photos as plain JPEG files and upload them again.',
  },
  NoFeatures: {
    description: 'The photos show nothing that can be told apart.',
    solution: 'Take sharp, well lit photos of something with visible structure.',
  },
  PhotosDoNotFit: {
    description: 'Too few of the photos fit together to make a model.',
    solution:
      'Walk around the subject and let each photo share about two thirds of its picture with the next.',
  },
  NoSurface: {
    description: 'No coloured surface could be made from the points that were found.',
    solution: 'Take more photos, with more overlap, of something with visible structure.',
  },
  DiskFull: {
    description: "The server's disk is full.",
    solution: 'Free some space where the data folder lies, and try again.',
  },
  OutOfMemory: {
    description: 'The server ran out of memory.',
    solution: 'Use fewer photos or a machine with more memory, and start again.',
  },
  EngineMissing: {
    description: 'The program that makes models is not installed on the server.',
    solution: 'Ask the operator to install COLMAP, and start again.',
  },
  EngineFailed: {
    description: 'The program that makes models has failed.',
    solution: "Start again; if that doesn't help, the task's error and the server's log say more.",
  },
  EngineStalled: {
    description: 'The program that makes models no longer did anything, and was ended.',
    solution: "Start again; if that doesn't help, ask the operator to check the program that is installed.",
  },
  Interrupted: {
    description: 'The reconstruction was interrupted too often.',
    solution: "Ask the operator what the server's log says, and start again.",
  },
  PhotosRemoved: {
    description: 'Photos of the reconstruction were removed before it could use them.',
    solution: 'Start again: it is then made from the photos that are left.',
  },
  ImportFailed: {
    description: "The imported model can't be shown.",
    solution: "The project's error says why. Upload a zip of OBJ with its textures, or a GLB, PLY or LAS.",
  },
};
