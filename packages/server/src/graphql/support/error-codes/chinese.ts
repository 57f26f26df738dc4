import type { PROJECT_ERROR_CODE } from '@tiepoint/protocol';
import type { ErrorText } from './error-text.ts';

/** The error codes in Chinese, in simplified characters. */
export const CHINESE: Readonly<Record<PROJECT_ERROR_CODE, ErrorText>> = {
  Unavailable: {
    description: '服务器的数据库暂时无法访问，例如正在重启。',
    solution: '数据不会丢失，请几秒后重试。',
  },
  ProjectNotFound: {
    description: '项目不存在，或属于其他用户。',
    solution: '请检查项目编号和当前登录的用户。',
  },
  NothingReady: {
    description: '项目中还没有可用的照片。',
    solution: '请上传照片，并等待其状态变为 Ready。',
  },
  TooFewPhotos: {
    description: '可用的照片不足三张。',
    solution: '请从不同位置多拍一些照片并上传；20 张以上效果较好。',
  },
  ImagesInFlight: {
    description: '仍有照片正在上传或检查。',
    solution: '请等待完成，或使用会自动等待的 preStartReconstruction。',
  },
  AlreadyRunning: {
    description: '该项目已有重建任务在排队或运行。',
    solution: '请等待任务结束，或先停止该任务（stopReconstruction）。',
  },
  InvalidOptions: {
    description: '某个选项超出范围、服务器不支持，或与其他选项或照片矛盾。',
    solution: '错误信息中会指出该选项及其可用的值。不填写该选项即使用默认值。',
  },
  EngineUnavailable: {
    description: '用于生成模型的引擎目前无法使用。',
    solution: '具体原因见错误信息。请选择其他引擎，或联系管理员。',
  },
  QuotaExceeded: {
    description: '项目中的照片数量超过服务器单次重建的上限。',
    solution: '请删除部分照片，将照片分到多个项目，或联系管理员提高上限。',
  },
  ImportedProject: {
    description: '该项目的模型是从别处导入的，没有可用于重建的照片。',
    solution: '请新建一个照片项目，并在其中上传照片。',
  },
  TooFewReady: {
    description: '可用的照片少于所要求的比例，并且已没有照片在上传或检查。',
    solution: '请重新上传无效的照片，或直接使用已可用的照片开始重建。',
  },
  ChecksumMismatch: {
    description: '收到的文件与事先声明的文件不一致。',
    solution: '请重新上传该照片。',
  },
  SizeMismatch: {
    description: '收到的文件大小与事先声明的不一致。',
    solution: '请重新上传该照片。',
  },
  EmptyFile: {
    description: '文件没有内容。',
    solution: '请检查硬盘或存储卡上的文件，然后重新上传。',
  },
  NotAnImage: {
    description: '文件不是图片，而是网页、文本、视频或压缩包等。',
    solution: '请不要使用该文件，或上传其中的照片；如果照片变成了网页，请重新下载。',
  },
  UnsupportedType: {
    description: '不支持该图片格式，例如 HEIC、相机 RAW、GIF 或 WebP。',
    solution: '请转换为 JPEG、PNG 或 TIFF 后上传。',
  },
  WrongType: {
    description: '照片的类型与事先声明的不一致。',
    solution: '请将扩展名改为与类型一致（.jpg、.png 或 .tif），然后重新上传。',
  },
  Truncated: {
    description: '照片不完整，缺少末尾部分。',
    solution: '请从相机重新复制，然后重新上传。',
  },
  Damaged: {
    description: '照片数据已损坏，或在服务器磁盘上已损坏。',
    solution: '请重新上传；如仍无效，请从相机重新复制，或不使用该照片。',
  },
  TooSmall: {
    description: '照片像素太少，无法用于重建。',
    solution: '请上传原始尺寸的照片。',
  },
  TooLarge: {
    description: '照片的像素或字节数超过服务器的上限。',
    solution: '请缩小照片，或联系管理员提高上限。',
  },
  Duplicate: {
    description: '项目中已有内容相同的照片。',
    solution: '不会丢失任何内容，无需上传第二份。',
  },
  TimedOut: {
    description: '65 分钟内没有收到照片的任何数据。',
    solution: '请重新上传该照片。',
  },
  FetchFailed: {
    description: '服务器无法从该网址获取照片。',
    solution: '请确认服务器无需登录即可访问该网址，然后重试。',
  },
  ProcessingFailed: {
    description: '服务器多次尝试后仍无法读取或保存照片。',
    solution: '请重新上传；如果仍然失败，请管理员查看服务器日志。',
  },
  DecoderFailed: {
    description: '该照片使解码程序崩溃，或占用了过多的时间或内存。',
    solution: '请用图像编辑软件另存为普通 JPEG 后上传，或不使用该照片。',
  },
  PhotosUnreadable: {
    description: '重建程序无法读取任何一张照片。',
    solution: '请将照片另存为普通 JPEG 文件，然后重新上传。',
  },
  NoFeatures: {
    description: '照片中没有可以辨认的特征。',
    solution: '请拍摄清晰、光线充足、表面有纹理的物体。',
  },
  PhotosDoNotFit: {
    description: '能够拼接在一起的照片太少，无法生成模型。',
    solution: '请围绕物体拍摄，使相邻照片约有三分之二的画面重叠。',
  },
  NoSurface: {
    description: '无法由找到的点生成带颜色的表面。',
    solution: '请拍摄更多、重叠更大、表面有纹理的照片。',
  },
  DiskFull: {
    description: '服务器磁盘已满。',
    solution: '请在数据目录所在的磁盘上清理空间，然后重试。',
  },
  OutOfMemory: {
    description: '服务器内存不足。',
    solution: '请减少照片，或使用内存更大的机器，然后重新开始。',
  },
  EngineMissing: {
    description: '服务器没有安装生成模型的程序。',
    solution: '请管理员安装 COLMAP，然后重新开始。',
  },
  EngineFailed: {
    description: '生成模型的程序运行失败。',
    solution: '请重新开始；如果仍然失败，请查看任务的错误信息和服务器日志。',
  },
  EngineStalled: {
    description: '生成模型的程序停止响应，已被终止。',
    solution: '请重新开始；如果仍然失败，请管理员检查所安装的程序。',
  },
  Interrupted: {
    description: '重建任务被中断的次数过多。',
    solution: '请管理员查看服务器日志，然后重新开始。',
  },
  PhotosRemoved: {
    description: '重建所需的照片在使用之前已被删除。',
    solution: '请重新开始：将使用剩余的照片进行重建。',
  },
  ImportFailed: {
    description: '导入的模型无法显示。',
    solution: '具体原因见项目的错误信息。请上传 OBJ 及贴图的 zip 压缩包，或 GLB、PLY、LAS 文件。',
  },
};
