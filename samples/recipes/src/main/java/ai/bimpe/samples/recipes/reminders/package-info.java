/**
 * Appointment reminders: telephone calls that are made once.
 */
@NullMarked
package ai.bimpe.samples.recipes.reminders;

import org.jspecify.annotations.NullMarked;
