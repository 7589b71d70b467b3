/** Line drawings of 24 by 24; they stand beside words, so that assistive technology passes over them. */
const PATHS = {
  good: 'M20 6 9 17l-5-5',
  warn: 'M12 4 2.500 20h19zM12 10v4M12 17v.5',
  bad: 'M6 6l12 12M18 6 6 18',
  run: 'M12 3a9 9 0 1 0 9 9',
  still: 'M8 5v14M16 5v14',
  skip: 'M5 12h14',
  folder: 'M3 6h6l2 2h10v11H3z',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  tree: 'M12 3v6M5 15v-3h14v3M3 15h4v5H3zM10 15h4v5h-4zM17 15h4v5h-4z',
  upload: 'M12 16V4M7 9l5-5 5 5M4 16v4h16v-4',
  download: 'M12 4v12M7 11l5 5 5-5M4 18v2h16v-2',
  search: 'M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500 21 21',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  agency: 'M4 20h16M5 20V9l7-5 7 5v11M9 20v-5h6v5',
  clip: 'M19 11l-7.500 7.500a4 4 0 0 1-6-6L13 5a2.700 2.700 0 0 1 4 4l-7.500 7.500a1.300 1.300 0 0 1-2-2L14 8',
  menu: 'M4 6h16M4 12h16M4 18h16',
  logo: 'M4 5h16v4H4zM5.500 9h13v11h-13zM9.500 13h5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={size < 18 ? 2.5 : 2}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={name === 'run' ? 'turning' : undefined}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
