/**
 * Who may come in.
 */
@NullMarked
package ai.bimpe.samples.inbox.login;

import org.jspecify.annotations.NullMarked;
