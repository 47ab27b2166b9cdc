/**
 * @file The attack that people take where nothing speaks for another, here without tfjs: the page proposes it before
 * the engine has described the attacks, and red flags compare others with it.
 */
export const USUAL_ATTACK = 'pgd'
