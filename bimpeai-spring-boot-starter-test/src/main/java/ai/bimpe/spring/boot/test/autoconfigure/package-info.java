/**
 * Auto-configuration for tests with a simulator in place of the Console API.
 */
@NullMarked
package ai.bimpe.spring.boot.test.autoconfigure;

import org.jspecify.annotations.NullMarked;
