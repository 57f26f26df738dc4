/** Programs get no secrets of the server, and no display (COLMAP would abort). */
export const PROGRAM_ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LANG: 'C.UTF-8',
  QT_QPA_PLATFORM: 'offscreen',
  // A short spin wait of OpenMP: a long one takes seven times the CPU time on a busy machine, none makes meshing ten
  // times slower on an idle one.
  GOMP_SPINCOUNT: '1000',
};
