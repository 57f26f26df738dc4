import type { CodegenConfig } from '@graphql-codegen/cli';

const scalars = { DateTime: { input: 'string', output: 'Date | string' }, ByteCount: 'number', ID: 'string' };

/** Types of the wire for both ends, and resolver types for the server, out of the one schema. */
const config: CodegenConfig = {
  schema: 'packages/protocol/src/schema.graphql',
  generates: {
    'packages/protocol/src/generated.ts': {
      plugins: ['typescript'],
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        namingConvention: 'keep',
        // A field that may be null is there all the same.
        avoidOptionals: { field: true },
        scalars: { ...scalars, DateTime: 'string' },
      },
    },
    'packages/server/src/graphql/generated.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        namingConvention: 'keep',
        scalars,
        contextType: './context.ts#RequestContext',
        mappers: {
          Project: '../projects/project.ts#Project as ProjectModel',
          ProjectImage: '../images/image.ts#Image as ImageModel',
          Task: '../reconstruction/task.ts#Task as TaskModel',
          UploadImageOSS: './upload-oss-resolvers.ts#OssUpload as OssUploadModel',
          My: './context.ts#Viewer as ViewerModel',
          Support: './context.ts#Room as RoomModel',
          Utility: './context.ts#Room as RoomModel',
          Bank: './context.ts#Room as RoomModel',
          Search: './context.ts#Room as RoomModel',
        },
      },
    },
  },
};

export default config;
