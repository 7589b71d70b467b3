/** Context of the first API key. */
export const FIRST_CONTEXT = 'CT-000001';

/** Key of the advisory lock under which one process installs while others wait. */
export const LOCK = 7_291_003;
