/**
 * The inbox in a real browser.
 */
@NullMarked
package ai.bimpe.samples.inbox.browser;

import org.jspecify.annotations.NullMarked;
