/** The address of the page in its present state. */
export const pageLink = (): string => location.href
