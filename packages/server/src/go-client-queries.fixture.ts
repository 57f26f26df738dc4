import type { GoCall, GoType } from './go-client.fixture.ts';

/* What the command line client in the field sends, in its own words, and what it reads the answers into. */

const PAGE_INFO: GoType = {
  hasPreviousPage: 'bool',
  hasNextPage: 'bool',
  startCursor: 'string',
  endCursor: 'string',
};
const IMAGE: GoType = { id: 'string', state: 'string', name: 'string', filename: 'string' };
const FILE: GoType = { ...IMAGE, error: ['string'] };
const PROJECT: GoType = {
  id: 'string',
  name: 'string',
  isImported: 'bool',
  importedState: 'string',
  projectType: 'string',
  numImage: 'int',
  gigaPixel: 'float',
  taskState: 'string',
  date: 'time',
  cloudPath: [{ key: 'string' }],
};
const TASK: GoType = {
  id: 'string',
  taskType: 'string',
  state: 'string',
  startDate: 'time',
  endDate: 'time',
  queueing: 'int',
};
const ENUM_VALUES = '{ enumValues { name } }';
const NAMES: GoType = { __type: { enumValues: [{ name: 'string' }] } };
const projectFields =
  'id name isImported importedState projectType numImage gigaPixel taskState date cloudPath { key }';

/** Calls that go with the app key alone. */
export const OPEN_CALLS = {
  hello: { text: '{ hello }', data: { hello: 'string' } },
  version: { text: '{ versions { api } }', data: { versions: { api: 'string' } } },
  systemMode: { text: '{ support { systemMode } }', data: { support: { systemMode: 'string' } } },
  endpoints: {
    text: '{ support { endpoints { api web } } }',
    data: { support: { endpoints: { api: 'string', web: 'string' } } },
  },
  supportedCloud: {
    text: 'query ($kind: UPLOAD_TYPE) { support { supportedCloud(kind: $kind) } }',
    data: { support: { supportedCloud: ['string'] } },
  },
  networkTest: {
    text: 'query ($url: String!) { support { networkTest(url: $url) } }',
    data: { support: { networkTest: 'string' } },
  },
  errorCodeInfo: {
    text: `query ($code: PROJECT_ERROR_CODE, $lang: LOCALE_TYPE) { support {
      errorCodeInfo(code: $code, lang: $lang) { code description solution } } }`,
    data: { support: { errorCodeInfo: { code: 'string', description: 'string', solution: 'string' } } },
  },
  errorCodes: { text: `{ __type(name: "PROJECT_ERROR_CODE") ${ENUM_VALUES} }`, data: NAMES },
  enumValues: { text: `query ($type: String!) { __type(name: $type) ${ENUM_VALUES} }`, data: NAMES },
  coinsToMoney: {
    text: 'query ($coins: Float, $currency: CURRENCY) { bank { coinsToMoney(coins: $coins, currency: $currency) } }',
    data: { bank: { coinsToMoney: 'float' } },
  },
  moneyToCoins: {
    text: 'query ($money: Float, $currency: CURRENCY) { bank { moneyToCoins(money: $money, currency: $currency) } }',
    data: { bank: { moneyToCoins: 'float' } },
  },
  nearestBuckets: {
    text: '{ getGeoIPInfo { nearestBuckets { cloud bucket } } }',
    data: { getGeoIPInfo: { nearestBuckets: [{ cloud: 'string', bucket: 'string' }] } },
  },
  nearestModelBuckets: {
    text: '{ getGeoIPInfo { nearestModelBuckets { cloud bucket } } }',
    data: { getGeoIPInfo: { nearestModelBuckets: [{ cloud: 'string', bucket: 'string' }] } },
  },
  getUserToken: {
    text: `mutation ($email: String!, $password: String!) {
      getUserToken(email: $email, password: $password, fresh: false) }`,
    data: { getUserToken: 'string' },
  },
  requestLoginCode: {
    text: 'mutation ($phone: String!) { requestLoginCode(phone: $phone) { error { code message } result } }',
    data: { requestLoginCode: { error: { code: 'int', message: 'string' }, result: 'string' } },
  },
  getUserTokenByLoginCode: {
    text: `mutation ($phone: String!, $code: String!) {
      getUserTokenByLoginCode(phone: $phone, code: $code, fresh: false) }`,
    data: { getUserTokenByLoginCode: 'string' },
  },
} satisfies Record<string, GoCall>;

/** Calls of a user. */
export const USER_CALLS = {
  mySelf: {
    text: `query { my { self { email username country balance freeGPQuota membershipState membership { state
      planName period startDate endDate memberGPQuota coinPerGP assetStorage visibility
      coupon { value repeat validMonth } modelPerProject collaboratorQuota forceWatermark }
      modelUsage developer { status } stats { star project planet follower following } joined } } }`,
    data: {
      my: {
        self: {
          email: 'string',
          username: 'string',
          country: 'string',
          balance: 'float',
          freeGPQuota: 'float',
          membershipState: 'string',
          membership: { state: 'string', period: 'int', startDate: 'time', assetStorage: 'float' },
          modelUsage: 'float',
          developer: { status: 'string' },
          stats: { star: 'int', project: 'int', planet: 'int', follower: 'int', following: 'int' },
          joined: 'time',
        },
      },
    },
  },
  whoami: {
    text: 'query { my { self { email name username } } }',
    data: { my: { self: { email: 'string', name: 'string', username: 'string' } } },
  },
  createProject: {
    text: `mutation ($name: String!, $type: PROJECT_TYPE, $imported: Boolean, $modelType: IMPORTED_MODEL_TYPE,
      $visibility: PROJECT_VISIBILITY) { createProject(name: $name, type: $type, imported: $imported,
      modelType: $modelType, visibility: $visibility) { id } }`,
    data: { createProject: { id: 'string' } },
  },
  project: {
    text: `query ($id: ID!) { project(id: $id) { ${projectFields} } }`,
    data: { project: PROJECT },
  },
  removeProject: {
    text: `mutation ($id: ID!) { removeProject(id: $id) { id name isImported projectType numImage gigaPixel taskState
      date cloudPath { key } } }`,
    data: { removeProject: PROJECT },
  },
  transferProject: {
    text: `mutation ($id: ID!, $email: String!, $message: String){
      transferProject(id: $id, options: {email: $email, message: $message}) { error { message } result } }`,
    data: { transferProject: { error: { message: 'string' }, result: 'string' } },
  },
  reportProject: {
    text: 'mutation ($pid: ID!, $desc: String!) { reportProject(id: $pid, description: $desc) { id } }',
    data: { reportProject: PROJECT },
  },
  searchProject: {
    text: `query ($id: String, $limit:Int, $myProj: Boolean) { search {
      projectID(id: $id, limit: $limit, myProject: $myProj) { ${projectFields}
      downloads { totalCount edges { node { state name size mtime link } } } } } }`,
    data: {
      search: {
        projectID: [
          {
            ...PROJECT,
            downloads: {
              totalCount: 'int',
              edges: [
                { node: { state: 'string', name: 'string', size: 'int', mtime: 'time', link: 'string' } },
              ],
            },
          },
        ],
      },
    },
  },
  myProjects: {
    text: `query ($first: Int, $last: Int, $before: String, $after: String, $search: String) { my {
      allProjects(first: $first, last: $last, before: $before, after: $after, search: $search) { totalCount
      pageInfo { hasPreviousPage hasNextPage startCursor endCursor } edges { node { id name isImported projectType
      numImage gigaPixel taskState date cloudPath { key } } } } } }`,
    data: { my: { allProjects: { totalCount: 'int', pageInfo: PAGE_INFO, edges: [{ node: PROJECT }] } } },
  },
  myProjectsBefore: {
    text: `query ($before: String, $after: String) { my { projects(first: 50, before: $before, after: $after) {
      pageInfo { hasNextPage endCursor }
      edges { node { id name isImported projectType numImage gigaPixel taskState date } } } } }`,
    data: { my: { projects: { pageInfo: PAGE_INFO, edges: [{ node: PROJECT }] } } },
  },
  startReconstruction: {
    text: `mutation ($id: ID!, $taskType: TASK_TYPE) {
      startReconstructionWithError(id: $id, options: {taskType: $taskType}) { error { code message }
      task { id taskType state startDate queueing } } }`,
    data: { startReconstructionWithError: { error: { code: 'int', message: 'string' }, task: TASK } },
  },
  stopReconstruction: {
    text: 'mutation ($id: ID!) { stopReconstruction(id: $id) { id taskType state startDate endDate } }',
    data: { stopReconstruction: TASK },
  },
} satisfies Record<string, GoCall>;

/** Calls about files, each of a user. */
export const FILE_CALLS = {
  hasImage: {
    text: 'mutation hasImage($pid: ID!, $checksum: String!) { hasImage(pid: $pid, checksum: $checksum) { id state } }',
    data: { hasImage: IMAGE },
  },
  uploadImageS3: {
    text: `mutation ($pid: ID!, $bucket: BucketS3!, $filename: String!, $type: IMAGE_TYPE, $checksum: String) {
      uploadImageS3(pid: $pid, bucket: $bucket, filename: $filename, type: $type, checksum: $checksum) {
      url image { id state name filename } } }`,
    data: { uploadImageS3: { url: 'string', image: IMAGE } },
  },
  uploadImageMinio: {
    text: `mutation ($pid: ID!, $bucket: BucketMinio!, $filename: String!, $type: IMAGE_TYPE, $checksum: String) {
      uploadImageMinio(pid: $pid, bucket: $bucket, filename: $filename, type: $type, checksum: $checksum) {
      url image { id state name filename } } }`,
    data: { uploadImageMinio: { url: 'string', image: IMAGE } },
  },
  uploadImageOSS: {
    text: `mutation ($pid: ID!, $bucket: BucketOSS!, $filename: String!, $type: IMAGE_TYPE, $checksum: String) {
      uploadImageOSS(pid: $pid, bucket: $bucket, filename: $filename, type: $type, checksum: $checksum) {
      image { id state name filename } } }`,
    data: { uploadImageOSS: { image: IMAGE } },
  },
  uploadImageURL: {
    text: `mutation ($pid: ID!, $url: String!, $filename: String, $checksum: String) {
      uploadImageURL(pid: $pid, url: $url, filename: $filename, checksum: $checksum) { id state name filename } }`,
    data: { uploadImageURL: IMAGE },
  },
  startImageUpload: {
    text: 'mutation ($iid: ID!) { startImageUpload(id: $iid) { id state } }',
    data: { startImageUpload: IMAGE },
  },
  doneImageUpload: {
    text: 'mutation ($iid: ID!) { doneImageUpload(id: $iid) { id state } }',
    data: { doneImageUpload: IMAGE },
  },
  projectImage: {
    text: 'query ($pid: ID!, $iid: ID!) { project(id: $pid) { image(id: $iid) { id state name filename error } } }',
    data: { project: { image: FILE } },
  },
  allImages: {
    text: `query ($id: ID!, $first: Int, $last: Int, $before: String, $after: String) { project(id: $id) {
      allImages(first: $first, last: $last, before: $before, after: $after) { totalCount
      pageInfo { hasPreviousPage hasNextPage startCursor endCursor }
      edges { node { id name filename state grounded url } } } } }`,
    data: {
      project: {
        allImages: {
          totalCount: 'int',
          pageInfo: PAGE_INFO,
          edges: [{ node: { ...IMAGE, grounded: 'bool', url: 'string' } }],
        },
      },
    },
  },
  hasMetaFile: {
    text: 'query ($pid: ID!, $checksum: String!) { project(id: $pid) { hasMetaFile(checksum: $checksum) { id state } } }',
    data: { project: { hasMetaFile: FILE } },
  },
  metaFile: {
    text: `query ($pid: ID!, $iid: ID!) { project(id: $pid) {
      metaFile(id: $iid) { id state name filename filesize date checksum error } } }`,
    data: { project: { metaFile: { ...FILE, filesize: 'float', date: 'time', checksum: 'string' } } },
  },
  uploadMetaFileS3: {
    text: `mutation ($pid: ID!, $bucket: BucketS3!, $filename: String!) {
      uploadMetaFileS3(pid: $pid, bucket: $bucket, filename: $filename) { url file { id state name filename } } }`,
    data: { uploadMetaFileS3: { url: 'string', file: FILE } },
  },
  uploadMetaFileMinio: {
    text: `mutation ($pid: ID!, $bucket: BucketMinioMeta!, $filename: String!) {
      uploadMetaFileMinio(pid: $pid, bucket: $bucket, filename: $filename) { url file { id state name filename } } }`,
    data: { uploadMetaFileMinio: { url: 'string', file: FILE } },
  },
  uploadMetaURL: {
    text: `mutation ($pid: ID!, $url: String!, $filename: String, $checksum: String) {
      uploadMetaURL(pid: $pid, url: $url, filename: $filename, checksum: $checksum) { id state name filename } }`,
    data: { uploadMetaURL: FILE },
  },
  uploadModelS3: {
    text: `mutation ($id: ID!, $bucket: BucketS3Model!, $filename: String!) {
      uploadModelS3(id: $id, bucket: $bucket, filename: $filename) { url file { id state name filename } } }`,
    data: { uploadModelS3: { url: 'string', file: FILE } },
  },
  uploadModelMinio: {
    text: `mutation ($id: ID!, $bucket: BucketMinioModel!, $filename: String!) {
      uploadModelMinio(id: $id, bucket: $bucket, filename: $filename) { url file { id state name filename } } }`,
    data: { uploadModelMinio: { url: 'string', file: FILE } },
  },
  uploadModelURL: {
    text: `mutation ($pid: ID!, $url: String!, $filename: String, $checksum: String) {
      uploadModelURL(pid: $pid, url: $url, filename: $filename, checksum: $checksum) { id state name filename } }`,
    data: { uploadModelURL: FILE },
  },
  doneModelUpload: {
    text: 'mutation ($pid: ID!, $merge: Boolean) { doneModelUpload(id: $pid, merge: $merge) { id importedState } }',
    data: { doneModelUpload: { id: 'string', importedState: 'string' } },
  },
} satisfies Record<string, GoCall>;
