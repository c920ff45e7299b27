/** Of the team domain: a browser that goes there has its person's identity read anew (DOMAIN.md §1.4 fact 29). */
export const refreshPath = '/cdn-cgi/access/refresh-identity';
