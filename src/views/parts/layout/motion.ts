/** @file What moves by script. Styles that move are stilled by preferences.css. */

/** How to scroll: at once for people who ask for less motion. */
export const scrollBehavior = (): ScrollBehavior =>
  matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'
