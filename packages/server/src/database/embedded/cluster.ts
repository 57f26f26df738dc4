/** The account that PostgreSQL runs as; it owns the cluster. */
export interface ClusterAccount {
  uid: number;
  gid: number;
}

/** Of the bundled PostgreSQL. */
export const POSTGRES_MAJOR = 18;

/** A database cluster on disk and what is needed to run it. */
export interface Cluster {
  /** Real path of PostgreSQL's data folder. */
  folder: string;
  /** Folder with PostgreSQL's `bin`, `lib` and `share`. */
  binaries: string;
  /** Folder of the Unix socket; its path is short enough for one. */
  socketFolder: string;
  account: ClusterAccount;
  /** Of the PostgreSQL that created it. */
  major: number;
}

/** The superuser's name in every cluster, independent of the system account. */
export const DATABASE_USER = 'tiepoint';

/** Name of the database. */
export const DATABASE_NAME = 'tiepoint';

/** Only part of the socket's file name, as clusters listen on no network; PostgreSQL's own default. */
export const SOCKET_PORT = 5432;

/**
 * The whole environment of PostgreSQL's programs: PGDATA, LD_LIBRARY_PATH and LANG of this process are not for them.
 */
export const PROGRAM_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
