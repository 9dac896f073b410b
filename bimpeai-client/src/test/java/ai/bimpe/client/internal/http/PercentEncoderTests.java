package ai.bimpe.client.internal.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import ai.bimpe.client.support.Seeds;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PercentEncoder}.
 */
class PercentEncoderTests {

	private static final String UNRESERVED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

	@Test
	void encodesEveryCharacterThatIsReservedSomewhere() {
		for (int i = 0; i <= Character.MAX_VALUE; i++) {
			String value = String.valueOf((char) i);
			assertThat(encode(value)).isEqualTo(expected(value));
			assertThat(encode("a" + value + "z")).isEqualTo("a" + expected(value) + "z");
		}
	}

	@Test
	void loneSurrogatesBecomeQuestionMarks() {
		assertThat(encode("\uD83D")).isEqualTo("%3F");
		assertThat(encode("\uDE00a")).isEqualTo("%3Fa");
		assertThat(encode("\uDE00\uD83D")).isEqualTo("%3F%3F");
	}

	@Test
	void anyTextIsReadBackAsItWas() {
		Seeds.check(10_000, (random) -> {
			int[] points = random.ints(random.nextInt(20), 0, Character.MAX_CODE_POINT + 1)
				.map((point) -> random.nextBoolean() ? point : point & 0x7F)
				.filter((point) -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
				.toArray();
			String value = new String(points, 0, points.length);
			assertThat(encode(value)).isEqualTo(expected(value));
			assertThat(URLDecoder.decode(encode(value), StandardCharsets.UTF_8)).isEqualTo(value);
		});
	}

	private static String encode(String value) {
		StringBuilder url = new StringBuilder("/");
		PercentEncoder.append(url, value);
		return url.substring(1);
	}

	private static String expected(String value) {
		StringBuilder encoded = new StringBuilder();
		for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
			if (UNRESERVED.indexOf(octet) >= 0) {
				encoded.append((char) octet);
			}
			else {
				encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
			}
		}
		return encoded.toString();
	}

}
