/** The rule of the hub's own client: one or two names of letters, digits and, in their middle, ".", "-" and "_". */
const ID = /^[A-Za-z0-9][\w.-]{0,95}(\/[A-Za-z0-9][\w.-]{0,95})?$/

/** Whether the hub could have a data set of this name. */
export const isHubId = (id: string): boolean => ID.test(id) && !/--|\.\.|[-.]$|[-.]\//.test(id)
