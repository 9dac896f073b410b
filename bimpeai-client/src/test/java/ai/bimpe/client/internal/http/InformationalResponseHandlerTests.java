package ai.bimpe.client.internal.http;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InformationalResponseHandler}.
 */
class InformationalResponseHandlerTests {

	private final EmbeddedChannel channel = new EmbeddedChannel(new InformationalResponseHandler());

	@ParameterizedTest
	@ValueSource(ints = { 100, 102, 103, 199 })
	void whatIsPassedOverIsReleasedOnce(int status) {
		ByteBuf part = bytes();
		ByteBuf last = bytes();
		this.channel.writeInbound(response(status), new DefaultHttpContent(part), new DefaultLastHttpContent(last));
		assertThat(this.channel.<Object>readInbound()).isNull();
		assertThat(part.refCnt()).isZero();
		assertThat(last.refCnt()).isZero();
	}

	@Test
	void oneThatComesWholeIsReleasedOnce() {
		ByteBuf body = bytes();
		this.channel
			.writeInbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(103), body));
		assertThat(this.channel.<Object>readInbound()).isNull();
		assertThat(body.refCnt()).isZero();
		assertThatAnswerIsPassedOn();
	}

	@Test
	void whatIsPassedOnIsLeftToTheReader() {
		this.channel.writeInbound(response(103), LastHttpContent.EMPTY_LAST_CONTENT);
		assertThatAnswerIsPassedOn();
	}

	@Test
	void whatIsNotHttpIsLeftToTheReader() {
		ByteBuf other = bytes();
		this.channel.writeInbound(response(103), other);
		assertThat(this.channel.<ByteBuf>readInbound()).isSameAs(other);
		assertThat(other.refCnt()).isOne();
		other.release();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 103 Early Hints\r\nX-Broken\u0000: x\r\n\r\n",
			"HTTP/1.1 103 Early Hints\r\nContent-Length: x\r\n\r\n" })
	void oneThatCannotBeDecodedIsPassedOnForNothingFollowsIt(String bytes) {
		EmbeddedChannel decoding = new EmbeddedChannel(new HttpClientCodec(), new InformationalResponseHandler());
		decoding.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
		HttpResponse broken = decoding.readInbound();
		assertThat(broken.decoderResult().isFailure()).isTrue();
		decoding.finishAndReleaseAll();
	}

	@Test
	void switchingProtocolsIsAnAnswer() {
		this.channel.writeInbound(response(101));
		assertThat(this.channel.<HttpResponse>readInbound().status().code()).isEqualTo(101);
	}

	private void assertThatAnswerIsPassedOn() {
		ByteBuf part = bytes();
		this.channel.writeInbound(response(200), new DefaultHttpContent(part), LastHttpContent.EMPTY_LAST_CONTENT);
		assertThat(this.channel.<HttpResponse>readInbound().status().code()).isEqualTo(200);
		HttpContent content = this.channel.readInbound();
		assertThat(content.refCnt()).isOne();
		content.release();
		assertThat(this.channel.<Object>readInbound()).isSameAs(LastHttpContent.EMPTY_LAST_CONTENT);
	}

	private static HttpResponse response(int status) {
		return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
	}

	private static ByteBuf bytes() {
		return Unpooled.buffer(1).writeByte(1);
	}

}
