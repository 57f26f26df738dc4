/** Version of this program, as in `--version` and in manifests. */
export const VERSION = '0.1.0';
