/**
 * Login with the password of the inbox.
 */
@NullMarked
package ai.bimpe.samples.inbox.login;

import org.jspecify.annotations.NullMarked;
