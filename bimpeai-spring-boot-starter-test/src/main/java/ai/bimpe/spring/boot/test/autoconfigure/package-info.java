/**
 * What the annotations of {@link ai.bimpe.spring.boot.test} set up.
 * <p>
 * Internal: nothing here is meant for users, and anything may change in any release.
 */
@NullMarked
package ai.bimpe.spring.boot.test.autoconfigure;

import org.jspecify.annotations.NullMarked;
