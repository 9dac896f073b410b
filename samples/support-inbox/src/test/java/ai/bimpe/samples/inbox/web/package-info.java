/**
 * Tests of what pages of several kinds show.
 */
@NullMarked
package ai.bimpe.samples.inbox.web;

import org.jspecify.annotations.NullMarked;
