package ai.bimpe.simulator.internal.http;

/**
 * What a handler answers: one response, or a stream that stays open.
 *
 * @since 0.1.0
 */
public sealed interface ApiResponse permits JsonResponse, StreamingResponse {

}
