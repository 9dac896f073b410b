/**
 * Tests of the demo.
 */
@NullMarked
package ai.bimpe.samples.inbox.demo;

import org.jspecify.annotations.NullMarked;
