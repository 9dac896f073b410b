/**
 * Settings of the inbox.
 */
@NullMarked
package ai.bimpe.samples.inbox.config;

import org.jspecify.annotations.NullMarked;
