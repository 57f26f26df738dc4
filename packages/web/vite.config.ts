import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** The API during development: that of `npm run dev`, or default: the port of `tiepoint serve`. */
const devApi = process.env.TIEPOINT_DEV_API ?? 'http://127.0.0.1:8090';

export default defineConfig({
  plugins: [react()],
  // The other packages are imported as sources: nothing has to be compiled before the page is built.
  resolve: { conditions: ['@tiepoint/source', ...defaultClientConditions] },
  build: {
    target: 'es2023',
    // three.js alone is above Vite's default of 500 kB; it is loaded on the model's page only.
    chunkSizeWarningLimit: 900,
  },
  server: {
    proxy: {
      '/graphql': { target: devApi, ws: true },
      '/auth': devApi,
      // The page itself has addresses below /projects too.
      '^/projects/[^/]+/(events|images)': devApi,
    },
  },
});
