/** To be given any other class than the label, or one certain class. */
export type Goal = 'untargeted' | 'targeted'
