/**
 * What pages of several kinds show: points in time, and errors of the API.
 */
@NullMarked
package ai.bimpe.samples.inbox.web;

import org.jspecify.annotations.NullMarked;
